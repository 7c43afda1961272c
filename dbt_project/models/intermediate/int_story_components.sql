{{ components(ref('int_story_links')) }}  -- noqa: PRS
