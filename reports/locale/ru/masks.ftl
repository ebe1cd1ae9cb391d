# What stands in the place of personal data when outputs are masked (--redact). number: which one of its kind.
mask-phone = [телефон { $number }]
mask-email = [почта { $number }]
mask-card = [карта { $number }]
mask-passport = [паспорт { $number }]
mask-inn = [ИНН { $number }]
mask-snils = [СНИЛС { $number }]
mask-name = [имя { $number }]
mask-manager = [менеджер { $number }]
mask-head = [РОП { $number }]
mask-the-head = [РОП]
mask-colleague = [сотрудник { $number }]
mask-company = [компания { $number }]
mask-own-company = [наша компания]
mask-value = [скрыто]

masked-as-marked = Личные данные скрыты, как велит archive.yaml (leaves_company). С --no-redact они не скрываются.
