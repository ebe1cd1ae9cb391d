#!/bin/sh
# Makes the recordings in this folder. Needs Debian's festival, festvox-ru and sox, and python with PyAV (for opus).
# The tests use the committed files only. Run from this folder: sh make_recordings.sh
set -eu
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

say() { # say NAME SOX_EFFECTS... < text: one sentence at 8 kHz, as loud as speech on the phone
    name=$1
    shift
    cat > "$work/$name.txt"
    text2wave -eval '(voice_msu_ru_nsh_clunits)' "$work/$name.txt" -o "$work/$name.raw.wav"
    sox -R "$work/$name.raw.wav" -r 8000 "$work/$name.wav" norm -6 "$@"
}
seller() { say "$1"; }
client() { say "$1" pitch 350; } # the only Russian voice is a man's: the second speaker is he, higher

echo 'Добрый день, компания Окна, меня зовут Андрей. Чем могу помочь?' | seller s1
echo 'Здравствуйте. Нам нужно двадцать окон на коттедж. Сколько это стоит?' | client c1
echo 'Вышлю расчёт завтра до обеда.' | seller s2
echo 'Хорошо, буду ждать.' | client c2

# Each side with silence of the length of the other's words, then the two sides as channels.
length() { soxi -D "$work/$1.wav"; }
sox "$work/s1.wav" "$work/s1p.wav" pad 0.5 "$(length c1)"
sox "$work/s2.wav" "$work/s2p.wav" pad 1.0 "$(length c2)"
sox "$work/c1.wav" "$work/c1p.wav" pad "$(length s1)" 0
sox "$work/c2.wav" "$work/c2p.wav" pad "$(length s2)" 0
sox "$work/s1p.wav" "$work/s2p.wav" "$work/seller.wav" pad 0 1
sox "$work/c1p.wav" "$work/c2p.wav" "$work/client.wav" pad 1 1.5
sox -M "$work/seller.wav" "$work/client.wav" "$work/stereo.wav"

sox "$work/stereo.wav" "$work/mono.wav" remix 1,2
sox -M "$work/mono.wav" "$work/mono.wav" -C 32 window_order_mono_twice.mp3      # one signal on both channels
sox "$work/mono.wav" -e gsm-full-rate window_order_mono.wav                      # "wav49", as PBXs write it
sox "$work/stereo.wav" "$work/client_only.wav" remix 0 2                        # the seller's line was not recorded
# A client whose line loses everything below 800 Hz, at which Silero's VAD drops the whole channel.
sox "$work/client_only.wav" "$work/thin.wav" sinc -n 400 800
python - "$work/stereo.wav" window_order.opus "$work/client_only.wav" client_only.opus "$work/thin.wav" thin_voice.opus <<'PY'
import sys

import av

for source, target in zip(sys.argv[1::2], sys.argv[2::2]):
    with av.open(source) as read, av.open(target, "w", format="ogg") as written:
        stream = written.add_stream("libopus", rate=48000, layout="stereo", options={"b": "24k", "application": "voip"})
        resampler = av.AudioResampler(format="s16", layout="stereo", rate=48000)
        for frame in [*read.decode(audio=0), None]:
            for part in resampler.resample(frame):
                written.mux(stream.encode(part))
        written.mux(stream.encode(None))
PY
