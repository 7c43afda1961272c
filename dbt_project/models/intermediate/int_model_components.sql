{{ components(ref('int_model_links')) }}
