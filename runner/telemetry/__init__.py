"""Where telemetry goes: what `townlet.telemetry` tells, handed on."""
