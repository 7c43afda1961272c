{{ components(ref('int_model_links')) }}  -- noqa: PRS
