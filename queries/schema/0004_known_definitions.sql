-- What the known indicators mean, and which of them follow each other in one series.

update indicator set
    asked_by = 'survey',
    definition_da
    = 'Andel af de adspurgte borgere i København, der føler sig utrygge i deres '
    || 'nabolag.',
    definition_en = 'Share of the residents asked who feel unsafe in their neighbourhood.'
where indicator = 'utryg_nabolag';

update indicator set
    asked_by = 'survey',
    definition_da
    = 'Andel af de adspurgte borgere i København, der føler sig utrygge i deres nabolag'
    || ' om aftenen og natten.',
    definition_en
    = 'Share of the residents asked who feel unsafe in their neighbourhood in the '
    || 'evening and at night.'
where indicator = 'utryg_aften_nat';

update indicator set
    asked_by = 'survey',
    definition_da
    = 'Andel af de adspurgte borgere i København, der føler sig trygge i deres nabolag.'
    || ' Nogle svarer hverken tryg eller utryg: utryg er ikke 100 minus tryg.',
    definition_en
    = 'Share of the residents asked who feel safe in their neighbourhood. Some answer '
    || 'neither: unsafe is not 100 less safe.'
where indicator = 'tryg_nabolag';

update indicator set
    asked_by = 'survey',
    definition_da
    = 'Andel af de adspurgte borgere i København, der føler sig trygge i deres nabolag '
    || 'om aftenen og natten.',
    definition_en
    = 'Share of the residents asked who feel safe in their neighbourhood in the evening'
    || ' and at night.'
where indicator = 'tryg_aften_nat';

update indicator set
    asked_by = 'police',
    series = 'anmeldelser_pr_1000',
    definition_da
    = 'Anmeldelser af borgervendt kriminalitet pr. 1.000 indbyggere, til og med '
    || 'dataåret 2023.',
    definition_en
    = 'Reports of crime against citizens per 1,000 residents, up to and including data '
    || 'year 2023.'
where indicator = 'borgervendt_pr_1000';

update indicator set
    asked_by = 'police',
    series = 'anmeldelser_pr_1000',
    definition_da
    = 'Anmeldelser af alle straffelovsovertrædelser pr. 1.000 indbyggere, fra dataåret '
    || '2024.',
    definition_en
    = 'Reports of all offences against the penal code per 1,000 residents, from data '
    || 'year 2024.'
where indicator = 'straffelov_pr_1000';

-- The series by its own name, for extracts that keep both definitions in one column.
insert into indicator (
    indicator, better, measure, name_da, name_en, series, definition_da, definition_en, asked_by
) values
(
    'anmeldelser_pr_1000', 'lower', 'per_1000',
    'Anmeldelser pr. 1.000 indbyggere', 'Reports per 1,000 residents', 'anmeldelser_pr_1000',
    'Anmeldelser pr. 1.000 indbyggere: borgervendt kriminalitet til og med 2023, alle '
    || 'straffelovsovertrædelser fra 2024.',
    'Reports per 1,000 residents: crime against citizens up to 2023, all offences against the '
    || 'penal code from 2024.',
    'police'
);

-- Two figures of the municipal texts of 2010 and 2011 that are changes or gaps, without levels.
insert into indicator (
    indicator, better, measure, name_da, name_en, definition_da, definition_en, asked_by,
    group_1, group_2
) values
(
    'tryghed_uoplyst_maal', 'higher', 'share',
    'Tryghed (det er ikke oplyst, hvilket mål)', 'Safety (which measure is not stated)',
    'Tryghedsindekset 2010: kun ændringen er oplyst, ikke målet og ikke niveauet.',
    'Safety index 2010: only the change is stated, neither the measure nor the level.',
    'survey', null, null
),
(
    'sigtede_unge_forskel', 'lower', 'points',
    'Sigtede unge: forskel mellem to grupper i procentpoint',
    'Young people charged: gap between two groups in percentage points',
    'Andel unge, der sigtes for en lovovertrædelse: etnisk minoritet minus majoritet.',
    'Share of young people charged with an offence: ethnic minority less majority.',
    'police', 'unge med etnisk minoritetsbaggrund', 'unge med majoritetsbaggrund'
);
