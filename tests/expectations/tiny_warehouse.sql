-- A whole published schema with a handful of rows, invented: what every test of the gate starts from.
-- The texts hold an emoji of two code points and a decomposed letter before the quotes, so that offsets which count
-- bytes, UTF-16 units or graphemes go wrong.
CREATE TABLE dim_language AS SELECT md5(lang) AS language_key, lang FROM (VALUES ('vi'), ('en')) AS t (lang);

CREATE TABLE dim_article AS
SELECT
    article_id, md5(article_id) AS content_hash, source_id, lang, title, published, true AS is_relevant, 'story1' AS story_key,
    text
FROM (VALUES
    ('a1', 'baolamson', 'vi', 'Hội nghị', '2024-09-22',
        '👍🏽 Tổng kết: hội nghị có 120 đại biểu, khen 7 tập thể và 5 cá nhân; 40 mô hình đăng ký, 30 mô hình hoàn thành.'),
    ('a2', 'danviet-moi', 'en', 'Review', '2024-09',
        'Cafe' || chr(769) || ' notes: the review of 21 September honoured 7 collectives and 5 individuals, 12 in all.')
) AS t (article_id, source_id, lang, title, published, text);

CREATE TABLE fct_conference_claims AS
SELECT
    claim_id, conference_key, claim.article_id, quote, strpos(article.text, quote) - 1 AS quote_start,
    strpos(article.text, quote) - 1 + length(quote) AS quote_end, is_chosen, date
FROM (VALUES
    ('cc1', 'conf1', 'a1', 'hội nghị có 120 đại biểu', true, '2024-09-21'),
    ('cc2', 'conf1', 'a2', 'review of 21 September', false, '2024-09-21')
) AS claim (claim_id, conference_key, article_id, quote, is_chosen, date)
INNER JOIN dim_article AS article ON claim.article_id = article.article_id;

CREATE TABLE fct_model_claims AS
SELECT
    claim_id, model_key, claim.article_id, quote, strpos(article.text, quote) - 1 AS quote_start,
    strpos(article.text, quote) - 1 + length(quote) AS quote_end, true AS is_chosen
FROM (VALUES
    ('mc1', 'model1', 'a1', '40 mô hình đăng ký'),
    ('mc2', 'model2', 'a1', '30 mô hình hoàn thành')
) AS claim (claim_id, model_key, article_id, quote)
INNER JOIN dim_article AS article ON claim.article_id = article.article_id;

CREATE TABLE fct_award_claims AS
SELECT
    claim_id, award_key, claim.article_id, quote, strpos(article.text, quote) - 1 AS quote_start,
    strpos(article.text, quote) - 1 + length(quote) AS quote_end, is_chosen
FROM (VALUES
    ('ac1', 'award1', 'a1', '7 tập thể và 5 cá nhân', true),
    ('ac2', 'award1', 'a2', '7 collectives and 5 individuals', false)
) AS claim (claim_id, award_key, article_id, quote, is_chosen)
INNER JOIN dim_article AS article ON claim.article_id = article.article_id;

CREATE TABLE fct_person_claims AS
SELECT '' AS claim_id, '' AS person_key, '' AS participant_key, '' AS article_id, '' AS quote, 0 AS quote_start, 0 AS quote_end WHERE false;
CREATE TABLE fct_document_claims AS
SELECT '' AS claim_id, '' AS document_key, '' AS article_id, '' AS quote, 0 AS quote_start, 0 AS quote_end WHERE false;
CREATE TABLE dim_person AS SELECT '' AS person_key WHERE false;
CREATE TABLE fct_conference_participants AS SELECT '' AS participant_key, '' AS person_key WHERE false;
CREATE TABLE fct_document_references AS
SELECT '' AS document_reference_key, '' AS document_key, '' AS article_id, '' AS quote WHERE false;
CREATE TABLE dim_story AS SELECT 'story1' AS story_key, 2 AS n_articles;
CREATE TABLE dim_document AS SELECT '' AS document_key WHERE false;

CREATE TABLE fct_claim_cells AS
SELECT claim_id, article_id, 'awards' AS claim_type, 'collectives' AS slot, quote, quote_start, quote_end, quote AS sentence,
    'count' AS rule, 'text' AS origin
FROM fct_award_claims
UNION ALL
SELECT 'cc1', 'a1', 'conferences', 'province', 'bao-lam-son', 0, 11, NULL, 'slug', 'url';

CREATE TABLE fct_conferences AS
SELECT
    'conf1' AS conference_key, '2024-09-21' AS event_date, 'day' AS event_date_precision, 120 AS delegates,
    2 AS n_articles, 2 AS n_sources, 2 AS n_languages;

CREATE TABLE fct_models AS
SELECT
    model_key, 'Lam Sơn' AS unit, 'Thanh Hóa' AS province, 'Lam Sơn' AS district, NULL::VARCHAR AS commune, period, status,
    model_count, 'exact' AS count_qualifier, collective_count, individual_count, part_of_model_key, 'story1' AS story_key,
    1 AS n_articles, 1 AS n_sources, 1 AS n_languages
FROM (VALUES
    ('model1', '2024', 'registered', 40, 25, 15, NULL),
    ('model2', 'first half 2024', 'completed', 30, NULL, NULL, 'model1')
) AS t (model_key, period, status, model_count, collective_count, individual_count, part_of_model_key);

CREATE TABLE fct_awards AS
SELECT
    'award1' AS award_key, 7 AS collectives, 5 AS individuals, 12 AS total, 'exact' AS count_qualifier,
    NULL::VARCHAR AS part_of_award_key, 2 AS n_articles, 2 AS n_sources, 2 AS n_languages;
COMMENT ON TABLE fct_awards IS 'One row is one award by one grantor on one occasion.';

CREATE TABLE step_outcomes AS
SELECT 'night-1' AS run, 'scrape' AS step, 'baolamson' AS source_id, 'landed' AS outcome, now() AS "at";
