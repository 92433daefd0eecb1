"""isogate: a gateway that lets a CRM use language models without its tenants' data leaking."""
