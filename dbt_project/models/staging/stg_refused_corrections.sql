select
    cast(location as varchar) as location,
    cast(correction_id as varchar) as correction_id,
    cast(reasons as varchar) as reasons
from {{ landing('refused_corrections') }}
