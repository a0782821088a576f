"""``@auto_param``: arguments that come from parameters."""
