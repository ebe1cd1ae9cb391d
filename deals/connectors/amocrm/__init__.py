"""amoCRM, Kommo abroad: API version 4. Facts about it come from its public documentation (amocrm.ru/developers,
developers.kommo.com) and from the official PHP library amocrm/amocrm-api-php; where neither says anything, the code
does."""
