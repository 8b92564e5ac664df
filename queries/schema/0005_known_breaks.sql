-- The breaks that are known in the city's own series, each with its source.

insert into break_point (
    load_id, row_number, indicator, year, last_year, kind, text_da, text_en, source
) values
(
    null, 1, 'anmeldelser_pr_1000', 2024, null, 'definition',
    'Til og med 2023 tælles borgervendt kriminalitet, fra 2024 alle straffelovsovertrædelser.',
    'Crime against citizens is counted up to 2023, all offences against the penal code from 2024.',
    'Tryghedsundersøgelsen 2025, Københavns Kommune (gengivet af tredjepart)'
),
(
    null, 2, 'utryg_nabolag', 2017, null, 'method',
    'Undersøgelsen skiftede leverandør i 2017, fra Danmarks Statistik til Epinion.',
    'The survey changed hands in 2017, from Statistics Denmark to Epinion.',
    'tryghedsundersogelsen.kk.dk/artikel/metode'
),
(
    null, 3, 'utryg_aften_nat', 2017, null, 'method',
    'Undersøgelsen skiftede leverandør i 2017, fra Danmarks Statistik til Epinion.',
    'The survey changed hands in 2017, from Statistics Denmark to Epinion.',
    'tryghedsundersogelsen.kk.dk/artikel/metode'
),
(
    null, 4, 'tryg_nabolag', 2017, null, 'method',
    'Undersøgelsen skiftede leverandør i 2017, fra Danmarks Statistik til Epinion.',
    'The survey changed hands in 2017, from Statistics Denmark to Epinion.',
    'tryghedsundersogelsen.kk.dk/artikel/metode'
),
(
    null, 5, 'tryg_aften_nat', 2017, null, 'method',
    'Undersøgelsen skiftede leverandør i 2017, fra Danmarks Statistik til Epinion.',
    'The survey changed hands in 2017, from Statistics Denmark to Epinion.',
    'tryghedsundersogelsen.kk.dk/artikel/metode'
),
(
    null, 6, '*', 2020, 2021, 'context',
    '2020 og 2021 var præget af covid-19-restriktioner.',
    '2020 and 2021 were marked by the restrictions against covid-19.',
    'Lov nr. 208 af 17. marts 2020 (ændring af epidemiloven) og senere regler'
);
