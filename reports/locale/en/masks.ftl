# What stands in the place of personal data when outputs are masked (--redact). number: which one of its kind.
mask-phone = [phone { $number }]
mask-email = [e-mail { $number }]
mask-card = [card { $number }]
mask-passport = [passport { $number }]
mask-inn = [INN { $number }]
mask-snils = [SNILS { $number }]
mask-name = [name { $number }]
mask-manager = [manager { $number }]
mask-head = [head of sales { $number }]
mask-the-head = [head of sales]
mask-colleague = [colleague { $number }]
mask-company = [company { $number }]
mask-own-company = [our company]
mask-value = [hidden]

masked-as-marked = Personal data are masked, as archive.yaml asks for (leaves_company). With --no-redact they are not.
