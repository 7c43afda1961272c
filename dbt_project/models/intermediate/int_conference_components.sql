{{ components(ref('int_conference_links')) }}  -- noqa: PRS
