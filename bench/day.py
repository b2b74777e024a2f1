"""Ten people, one day, and nobody leans on it: the script behind the first figure.

Every job of the town is taken once, the four it can offer twice are shared, and one of the ten has none.
"""

from typing import Final

PEOPLE: Final = 10
TICKS: Final = 1_440

SCRIPT: Final = """\
scenario "Ten People":
    town: riverside
    clock: 06:00
    length: 1 day
    seed: 1

    cast:
        Ada: balanced, works as barista
        Bo: socialite, works as barista
        Cleo: industrious, works as grocer
        Dov: stoic, works as grocer
        Elin: balanced, works as gardener
        Fay: socialite, works as gardener
        Gus: industrious, works as porter
        Hedda: stoic, works as porter
        Ivo: balanced, works as bath-keeper
        Juno: socialite
"""
