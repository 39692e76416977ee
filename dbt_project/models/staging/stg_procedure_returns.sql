select
    cast(return_id as varchar) as return_id,
    cast(report_id as varchar) as report_id,
    cast(reader_version as varchar) as reader_version,
    cast(form as varchar) as form,
    cast(agency_code as varchar) as agency_code,
    cast(agency_name as varchar) as agency_name,
    cast(period_start as date) as period_start,
    cast(period_end as date) as period_end,
    cast(row_label as varchar) as row_label,
    cast(row_kind as varchar) as row_kind,
    cast(row_number as bigint) as row_number,
    cast(field_name as varchar) as field_name,
    cast(row_agency_code as varchar) as row_agency_code,
    cast(location as varchar) as location,
    cast(procedures_in_force as bigint) as procedures_in_force,
    cast(procedures_in_force_province_level as bigint) as procedures_in_force_province_level,
    cast(procedures_in_force_district_level as bigint) as procedures_in_force_district_level,
    cast(procedures_in_force_commune_level as bigint) as procedures_in_force_commune_level,
    cast(procedures_one_stop as bigint) as procedures_one_stop,
    cast(procedures_one_stop_province_level as bigint) as procedures_one_stop_province_level,
    cast(procedures_one_stop_district_level as bigint) as procedures_one_stop_district_level,
    cast(procedures_one_stop_commune_level as bigint) as procedures_one_stop_commune_level,
    cast(internal_processes_issued as bigint) as internal_processes_issued,
    cast(internal_processes_issued_province_level as bigint)
        as internal_processes_issued_province_level,
    cast(internal_processes_issued_district_level as bigint)
        as internal_processes_issued_district_level,
    cast(internal_processes_issued_commune_level as bigint)
        as internal_processes_issued_commune_level,
    cast(residuals as varchar) as residuals,
    cast(confidence as double) as confidence
from {{ landing('procedure_returns') }}
