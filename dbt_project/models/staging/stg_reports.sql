select
    cast(report_id as varchar) as report_id,
    cast(content_sha256 as varchar) as content_sha256,
    cast(source_name as varchar) as source_name,
    cast(media_type as varchar) as media_type,
    cast(size_bytes as bigint) as size_bytes,
    cast(received_at as timestamp) as received_at,
    cast(arrived_at as timestamp) as arrived_at,
    cast(revision as bigint) as revision,
    cast(revision_kind as varchar) as revision_kind,
    cast(revises_report_id as varchar) as revises_report_id,
    cast(original_report_id as varchar) as original_report_id,
    cast(sidecar as varchar) as sidecar
from {{ landing('reports') }}
