"""First names and their short forms: the facts of two languages that no dictionary here holds.

Russian first names, patronymics and surnames are in pymorphy3's dictionary; only which short form belongs to which
name is not. English names are those common in England, Wales and the United States (Office for National Statistics and
Social Security Administration, lists of the last sixty years) and in their largest communities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# Full name: its short forms, in small letters, ё as е.
_RU_SHORT = """
александр: саша шура саня санек сашенька сашка алекс; александра: саша шура сашенька; алексей: леша леха алеша
лешка; алена: аленка аленушка; алина: алинка; анастасия: настя настенька настюша ася; анатолий: толя толик; андрей:
андрюша андрюха; анна: аня анечка анька анюта нюра; антон: антоша тоха; антонина: тоня; аркадий: аркаша; арсений:
сеня; артем: тема артемка; борис: боря; вадим: вадик; валентин: валя; валентина: валя; валерий: валера; валерия:
лера; василий: вася; вера: верочка; виктор: витя; виктория: вика; виталий: виталик; владимир: вова володя вовка;
владислав: влад владик слава; всеволод: сева; вячеслав: слава славик; галина: галя галочка; геннадий: гена; георгий:
гоша жора; григорий: гриша; данил: даня данила; даниил: даня данила; дарья: даша дашенька; денис: дениска; дмитрий:
дима митя димон; евгений: женя жека; евгения: женя; екатерина: катя катюша катенька; елена: лена леночка; елизавета:
лиза; захар: захарка; зинаида: зина; иван: ваня; игорь: игорек гарик; илья: илюша; инна: инночка; ирина: ира ирочка
иришка; карина: кариша; кирилл: кира кирюша; константин: костя; кристина: кристя; ксения: ксюша; лариса: лара; лев:
лева; леонид: леня; лидия: лида; людмила: люда мила люся; любовь: люба; максим: макс; маргарита: рита; марина:
мариша маринка; мария: маша машенька маруся; матвей: мотя; михаил: миша; надежда: надя; наталья: наташа ната
наташенька; наталия: наташа ната; никита: никитка; николай: коля; нина: ниночка; оксана: ксюша; олег: олежка; ольга:
оля оленька; павел: паша павлик; петр: петя; полина: поля; раиса: рая; роман: рома ромка; руслан: русик; светлана:
света светик лана; семен: сема сеня; сергей: сережа серега сережка; софия: соня софа; софья: соня софа; станислав:
стас стасик слава; степан: степа; тамара: тома; татьяна: таня танюша танечка; тимофей: тима тимоха; тимур: тима;
ульяна: уля; федор: федя; эдуард: эдик; эльвира: эля; юлия: юля юленька; юрий: юра; яна: яночка; ярослав: слава ярик
"""
_EN_SHORT = """
abigail: abby abbie gail; alexander: alex alec sandy xander; alexandra: alex sandra lexi; alfred: alf alfie fred;
alison: ali; amanda: mandy; andrew: andy drew; angela: angie; anthony: tony; arthur: art; barbara: barb babs;
benjamin: ben benny; bernard: bernie; catherine: cathy kate cath katie; charles: charlie chuck chas; charlotte:
charlie lottie; christina: tina chris; christine: chris; christopher: chris kit; cynthia: cindy; daniel: dan danny;
david: dave davy; deborah: deb debbie; donald: don donnie; dorothy: dot dottie; edward: ed eddie ted teddy; eleanor:
ellie nell; elizabeth: liz beth lizzie betty eliza; emily: em; eugene: gene; frances: fran; francis: frank;
frederick: fred freddie; gabriel: gabe; gerald: gerry; gillian: gill; grace: gracie; graham: gray; gregory: greg;
harold: harry; helen: nell; henry: harry hank; isabella: bella izzy; jacob: jake; jacqueline: jackie; james: jim
jimmy jamie; janet: jan; jeffrey: jeff; jennifer: jen jenny jenn; jeremy: jez; jessica: jess jessie; john: johnny
jack; jonathan: jon jonny; joseph: joe joey; joshua: josh; judith: judy; katherine: kate kathy katie kat; kathleen:
kath kathy; kenneth: ken kenny; kimberly: kim; lawrence: larry laurie; leonard: len lenny; linda: lindy; lucille:
lucy; madeleine: maddie; margaret: maggie meg peggy marge; matthew: matt; megan: meg; melissa: mel; michael: mike
mick micky; michelle: shell; nathaniel: nate nathan; nicholas: nick nicky; nicola: nicky; oliver: ollie; pamela:
pam; patricia: pat patty trish; patrick: pat paddy; penelope: penny; peter: pete; philip: phil; rachel: rach;
raymond: ray; rebecca: becky becca; richard: rick dick rich richie; robert: rob bob bobby robbie bert; ronald: ron
ronnie; rosemary: rose rosie; russell: russ; samantha: sam; samuel: sam sammy; sandra: sandy; sarah: sally;
sebastian: seb; stephanie: steph; stephen: steve; steven: steve; stuart: stu; susan: sue susie; suzanne: sue;
terence: terry; theodore: theo ted; theresa: terry tess; thomas: tom tommy; timothy: tim timmy; valerie: val;
victoria: vicky tori; vincent: vince vinny; walter: walt wally; william: will bill billy liam; zachary: zach
"""
# Those without a short form above.
_EN_OTHERS = frozenset(
    re.findall(
        r"\S+",
        "callum hamish rosalind "
        "aaron adam adrian ahmed aidan aisha alan albert alice amelia amina amir amy anders anita ann anna anne annie "
        "antonio april arjun ashley audrey austin ava beatrice beverly bradley brandon brenda brian bridget brooke "
        "bruce bryan calvin cameron carl carla carlos carol caroline carolyn chloe claire clara clare colin connor "
        "craig crystal curtis cyril damian danielle darren dawn dean debra deepak denise dennis derek diana diane "
        "diego dominic donna douglas duncan dylan earl edgar edith edwin eileen elaine ella ellen emma eric erica "
        "erin ernest ethan eva evan evelyn faith fatima fiona florence freya gareth gary gavin geoffrey george "
        "georgia gina gladys glen glenn gloria gordon hannah harriet harvey hassan hazel heather hector heidi herbert "
        "holly hope howard hugh hugo ian ibrahim imogen ingrid irene iris isaac isla ivan ivy jade jane jasmine jason "
        "javier jay jean jill joan joanna joanne joel jordan jorge jose joyce juan julia julian julie justin karen "
        "karl kayla keith kelly kelsey kerry kevin khalid kieran kirsty kyle laura lauren leah lee leo leon leslie "
        "lewis lily lisa logan lois lorraine louis louise luca lucas luis luke lydia lynn malcolm marcus maria marie "
        "marilyn mario marion marjorie mark martha martin marvin mary mason maureen max maxine maya mia miguel "
        "mildred mohammed mohamed molly monica morgan muhammad nancy naomi natalie natasha neil nigel nina noah noel "
        "nora norma norman olga olive olivia omar oscar owen paige paul paula pauline phoebe phyllis pierre priya "
        "rajesh ralph ramon raj reginald rhys ricardo rita roberta roger roland rory rosa rose roy ruby ruth ryan "
        "sanjay santiago scarlett scott sean shane shannon sharon shaun sheila shirley sidney simon siobhan sofia "
        "sonia sophia sophie spencer stacey stanley stella sylvia tara taylor teresa tessa tiffany toby todd tracy "
        "travis trevor tristan tyler ursula vanessa vera veronica vijay violet virginia vivian wanda warren wayne "
        "wendy wesley wilfred winston yasmin yusuf yvonne zoe",
    )
)


def _parsed(text: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.split(":") for entry in " ".join(text.split()).split(";"))
    return {full.strip(): tuple(short.split()) for full, short in entries}


SHORT_FORMS: Mapping[str, tuple[str, ...]] = _parsed(_RU_SHORT) | _parsed(_EN_SHORT)
ENGLISH_NAMES = _EN_OTHERS | {name for full, short in _parsed(_EN_SHORT).items() for name in (full, *short)}


def _full_names() -> dict[str, str | None]:
    """Short form to its full name, None where it is of several."""
    full: dict[str, str | None] = {}
    for name, forms in SHORT_FORMS.items():
        for short in forms:
            full[short] = None if short in full else name
    return full


FULL_NAME: Mapping[str, str | None] = _full_names()
