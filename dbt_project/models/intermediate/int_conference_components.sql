{{ components(ref('int_conference_links')) }}
