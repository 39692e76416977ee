select cast(max(arrived_at) as date) as known_on
from {{ ref('int_reports') }}
