"""The activities and their rules, one row each: what an agent can do, of whatever authority."""

from typing import Final

from townlet import actions as a
from townlet.activity.rule import Rule
from townlet.verbs.carry import DROP, GIVE_TO, PICK_UP, TAKE_BACK
from townlet.verbs.comfort import REST, USE, WASH
from townlet.verbs.depart import DEPART
from townlet.verbs.go import GO, LEAVE, WAIT_NEAR
from townlet.verbs.kitchen import COOK
from townlet.verbs.meet import MEET
from townlet.verbs.table import BUY, EAT
from townlet.verbs.talk import APOLOGISE, ARGUE, CHAT, GREET
from townlet.verbs.work import APPLY, STAY, WORK

RULES: Final[dict[type[a.Activity], Rule]] = {
    a.Go: GO,
    a.Leave: LEAVE,
    a.WaitNear: WAIT_NEAR,
    a.Meet: MEET,
    a.Greet: GREET,
    a.Chat: CHAT,
    a.Argue: ARGUE,
    a.Apologise: APOLOGISE,
    a.GiveTo: GIVE_TO,
    a.TakeBack: TAKE_BACK,
    a.Buy: BUY,
    a.Cook: COOK,
    a.Eat: EAT,
    a.Use: USE,
    a.Drop: DROP,
    a.PickUp: PICK_UP,
    a.Rest: REST,
    a.Wash: WASH,
    a.Work: WORK,
    a.Apply: APPLY,
    a.Depart: DEPART,
    a.Stay: STAY,
}
