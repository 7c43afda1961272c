-- Events as they are compared: folded, with the area where others that may be them are looked for and the body that the
-- host is in any language.
with claims as (
    select
        claim.claim_id,
        claim.article_id,
        claim.date,
        claim.kind,
        claim.level,
        claim.delegates,
        coalesce(claim.delegates_qualifier, 'exact') as delegates_qualifier,
        article.lang,
        article.published_on,
        {{ fold('claim.province') }} as province,
        coalesce(successor.province_now, {{ fold('coalesce(renamed.name, claim.province)') }}) as territory,
        {{ event_area('claim', 'successor') }} as area,
        {{ fold('claim.district') }} as district,
        {{ fold('claim.commune') }} as commune,
        {{ host_without_place(fold('claim.host'), fold('claim.province')) }} as host,
        {{ fold('claim.sentence') }} as sentence
    from {{ touched(ref('stg_lake__conference_claims')) }} as claim
    inner join {{ touched(ref('int_articles')) }} as article on claim.article_id = article.article_id
    left join {{ ref('int_province_successors') }} as successor on {{ fold('claim.province') }} = successor.province
    left join {{ ref('int_province_names') }} as renamed on {{ fold('claim.province') }} = renamed.earlier_name_latin
),

hosts as (
    select distinct host
    from claims
    where host is not null
),

bodies as (
    {{ bodies_named('hosts', 'host') }}
)

select
    claims.claim_id,
    claims.article_id,
    claims.date,
    claims.kind,
    claims.level,
    claims.delegates,
    claims.delegates_qualifier,
    claims.lang,
    claims.published_on,
    claims.province,
    claims.territory,
    claims.area,
    claims.district,
    claims.commune,
    nullif(concat_ws(' ', claims.district, claims.commune), '') as place,
    claims.host,
    case when bodies.is_one_per_place then bodies.body end as host_body,
    claims.sentence,
    count(*) over (partition by claims.article_id) as n_in_article
from claims
left join bodies on claims.host = bodies.host
