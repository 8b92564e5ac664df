-- The measures of the city's own surveys and of police reports, each with the way it is read.

insert into indicator (indicator, better, measure, name_da, name_en) values
('utryg_nabolag', 'lower', 'share', 'Utrygge i nabolaget', 'Feel unsafe in the neighbourhood'),
(
    'utryg_aften_nat', 'lower', 'share',
    'Utrygge i nabolaget om aftenen og natten',
    'Feel unsafe in the neighbourhood in the evening and at night'
),
('tryg_nabolag', 'higher', 'share', 'Trygge i nabolaget', 'Feel safe in the neighbourhood'),
(
    'tryg_aften_nat', 'higher', 'share',
    'Trygge i nabolaget om aftenen og natten',
    'Feel safe in the neighbourhood in the evening and at night'
),
(
    'borgervendt_pr_1000', 'lower', 'per_1000',
    'Borgervendt kriminalitet, anmeldelser pr. 1.000 indbyggere',
    'Crime against citizens, reports per 1,000 residents'
),
(
    'straffelov_pr_1000', 'lower', 'per_1000',
    'Straffelovsovertrædelser, anmeldelser pr. 1.000 indbyggere',
    'Offences against the penal code, reports per 1,000 residents'
);
