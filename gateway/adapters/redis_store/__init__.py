"""The shared store: Redis or Valkey, 7.0 or later, for gateways on many machines."""
