"""Between people, in good or fair weather: greetings, talk, gifts, meals."""

from townlet import events as e
from townlet.company.ties import FRIENDLY_FAMILIARITY, FRIENDLY_TRUST, GREETED, HOSTILE
from townlet.sentences.scene import Bond, Scene, Slots, Telling, Wordings
from townlet.sentences.words import about, at, clause, several
from townlet.units import PERCENT

WARM = 70 * PERCENT
COOL = 40 * PERCENT

FIRST_HELLO: Wordings = (
    "{who} says a first hello to {whom}.",
    "{who} and {whom} tell each other their names.",
    "{who} breaks the ice with {whom} {at}.",
    "{who} has never said good {day} to {whom} before, and does now.",
)
STIFF_HELLO: Wordings = (
    "{who} stammers a first hello to {whom}.",
    "{who} and {whom} say hello a little stiffly: they are strangers so far.",
    "{who} tries a hello on {whom}, who does not know what to make of it.",
)
# They have met, and it left no trace to speak of.
NEIGHBOURLY_HELLO: Wordings = (
    "{who} and {whom}, who hardly know each other, say hello.",
    "{who} has never had much to say to {whom}; today it is good {day}.",
    "{who} remembers having seen {whom} about, and says hello.",
    "{who} and {whom} nod, as one does.",
)
WARM_HELLO: Wordings = (
    "{who} lights up at the sight of {whom}.",
    "{who} gives {whom} a warm hello.",
    "{who} calls out to {whom}, all smiles.",
    "{who} is glad to see {whom}, and says so.",
    "{who} wishes {whom} the best of {days}.",
)
HELLO: Wordings = (
    "{who} says hello to {whom}.",
    "{who} and {whom} wish each other a good {day}.",
    "{who} waves to {whom}.",
    "{who} stops to say good {day} to {whom}.",
    "{who} has a hello for {whom} {at}.",
    "{who} and {whom} say hello.",
)
COOL_HELLO: Wordings = (
    "{who} gives {whom} a nod, no more.",
    "{who} mumbles a hello in the direction of {whom}.",
    "{who} bids {whom} a short good {day} and looks away.",
)
COLD_HELLO: Wordings = (
    "{who} greets {whom} through closed teeth.",
    "{who} and {whom} trade the coldest hello in town.",
    "{who} says good {day} to {whom} and does not mean it.",
)

FRIENDS_CHAT: Wordings = (
    "{who} and {whom} talk{about} the way old friends do.",
    "{who} and {whom} chat{about} and finish each other's sentences.",
    "{who} tells {whom} everything{about}, as one tells a friend.",
)
WARM_CHAT: Wordings = (
    "{who} and {whom} talk{about}, and both end up smiling.",
    "A good long talk{about} brings {who} and {whom} closer.",
    "{who} and {whom} chat{about} as if there were all the time in the world.",
    "{who} tells {whom} a story{about}, and {whom} asks for another.",
    "Laughter {at}: {who} and {whom} are deep in talk{about}.",
)
FAIR_CHAT: Wordings = (
    "{who} and {whom} chat{about} for a while.",
    "{who} has a word with {whom}{about}.",
    "{who} and {whom} stand talking{about} {at}.",
    "{who} and {whom} exchange views{about}, politely enough.",
    "{who} catches up with {whom}{about}.",
    "{who} and {whom} fall into a little talk{about}.",
)
LAME_CHAT: Wordings = (
    "{who} and {whom} talk{about}, with long silences.",
    "{who} tries to draw {whom} into talk{about}; it stays short.",
    "{who} and {whom} exchange a few words{about} and run out.",
    "{who} makes small conversation{about}, and {whom} watches the door.",
)
RIVALS_CHAT: Wordings = (
    "{who} and {whom} get through a talk{about} without a cross word.",
    "{who} and {whom} talk{about} as if nothing had ever been the matter.",
)
FAILED_BECAUSE: Wordings = (
    "{who} tries to talk to {whom}{about}, but {because}.",
    "Nothing comes of the talk{about} between {who} and {whom}: {because}.",
    "{who} breaks off with {whom}{about}: {because}.",
)
FAILED: Wordings = (
    "The talk{about} between {who} and {whom} goes nowhere.",
    "{who} tries to talk to {whom}{about}, and it goes wrong.",
    "{who} starts telling {whom} something{about} and does not get to the end.",
)
GAVE: Wordings = (
    "{who} gives {whom} {item}.",
    "{who} hands {whom} {item}, just like that.",
    "{who} presses {item} into the hands of {whom}.",
    "{whom} gets {item} from {who}, and does not know what to say.",
)
MET: Wordings = (
    "{who} and {whom} find each other {at}.",
    "{who} has found {whom} {at}.",
    "There they are, {who} and {whom}, together {at}.",
    "{who} and {whom} meet {at}.",
)
INVITED: Wordings = (
    "{whom} asks {who} to come to {place}.",
    "{who} gets word from {whom}: come to {place}.",
    "{whom} hopes to see {who} {at}.",
)
HEARD_WELL: Wordings = (
    "{who} hears nothing but good of {about} from {whom}.",
    "{whom} will not hear a word against {about}, and tells {who} so.",
    "{whom} speaks up for {about}; {who} takes note.",
    "“{about} is all right,” {whom} tells {who}.",
    "{whom} has a kind word for {about}, and {who} remembers it.",
    "If {whom} is to be believed, {about} is one of the good ones; {who} is inclined to.",
    "{who} learns from {whom} what {about} did for others, and thinks the better of it.",
    "{whom} sings the praises of {about}, with a verse for {who}.",
)
HEARD_WELL_OF_A_RIVAL: Wordings = (
    "{whom} praises {about}, which is not what {who} wanted to hear.",
    "{who} hears {whom} praise {about}, of all people.",
)
HEARD_ILL: Wordings = (
    "{whom} tells {who} a thing or two about {about}.",
    "{who} learns from {whom} what {about} is really like, or so {whom} says.",
    "“Do not get me started on {about},” says {whom}, and {who} hears the rest.",
    "{whom} has nothing good to say of {about}; {who} listens.",
    "What {whom} thinks of {about}, {who} now knows too.",
)
HEARD_ILL_OF_A_FRIEND: Wordings = (
    "{whom} speaks ill of {about}, and {who} grows quiet.",
    "{who} does not like what {whom} says about {about}, and does not forget it either.",
)
BECAME_FRIENDS: Wordings = (
    "{who} and {whom} are friends now.",
    "Somewhere along the way {who} and {whom} have become friends.",
    "It is hard to say since when, but {who} and {whom} are friends.",
    "From today {who} counts {whom} among friends, and is counted.",
    "{who} saves {whom} a seat without thinking: so this is friendship.",
    "{who} and {whom} have stopped being merely polite; they are friends.",
)
GAVE_IN_NEED: Wordings = (
    "{who} sees how things are with {whom} and gives {item}.",
    "{whom} has gone hungry long enough, thinks {who}, and gives {item}.",
    "Without a word {who} slips {whom} {item}.",
)
GAVE_A_FRIEND: Wordings = (
    "{who} has brought {whom} {item}: what are friends for?",
    "“For you,” says {who}, and hands {whom} {item}.",
    "{who} treats {whom} to {item}.",
)
SHARED_MEAL: Wordings = (
    "{who} and {whom} eat side by side {at}.",
    "{who} has company at table: {whom} is eating too.",
    "{who} and {whom} share a table, and food tastes better.",
    "{who} and {whom} eat together, and pass the salt.",
)


def greeted(scene: Scene, event: e.Greeted) -> Telling:
    """A first hello otherwise than a later one, a cool one otherwise than a warm."""
    bond = scene.bond(event.who, event.whom)
    if event.first and _met_just_now(bond):
        wordings = STIFF_HELLO if event.quality <= COOL else FIRST_HELLO
    elif bond[2] > HOSTILE:
        wordings = COLD_HELLO
    elif event.quality < COOL:
        wordings = COOL_HELLO
    elif bond[1] <= GREETED[1] and bond[0] <= GREETED[0]:
        wordings = NEIGHBOURLY_HELLO
    else:
        wordings = WARM_HELLO if event.quality >= WARM or friendly(bond) else HELLO
    return wordings, two(scene, event) | {"day": _day(scene), "days": f"{_day(scene)}s"}


def chatted(scene: Scene, event: e.Chatted) -> Telling:
    """A chat is told at its end, by how it went and between whom."""
    bond = scene.bond(event.who, event.whom)
    if event.quality < COOL:
        wordings = LAME_CHAT
    elif bond[2] > HOSTILE:
        wordings = RIVALS_CHAT
    elif event.quality < WARM:
        wordings = FAIR_CHAT
    else:
        wordings = FRIENDS_CHAT if friendly(bond) else WARM_CHAT
    return wordings, two(scene, event) | {"about": about(event.about)}


def chat_failed(scene: Scene, event: e.ChatFailed) -> Telling:
    slots = two(scene, event) | {"about": about(event.about), "because": clause(event.because)}
    return (FAILED_BECAUSE if event.because else FAILED), slots


def gave(scene: Scene, event: e.Gave) -> Telling:
    """A gift to a friend otherwise than one to somebody who goes hungry."""
    wordings = GAVE
    if event.sign == "·":
        wordings = GAVE_IN_NEED if scene.hungry(event.whom) else GAVE_A_FRIEND
    return wordings, two(scene, event) | {"item": several(scene, event.item, event.count)}


def heard(scene: Scene, event: e.Heard) -> Telling | None:
    """What is said of a third is told by what the hearer thought of them until now."""
    bond = scene.bond(event.who, event.about)
    if event.well:
        wordings = HEARD_WELL_OF_A_RIVAL if bond[2] > HOSTILE else HEARD_WELL
    else:
        wordings = HEARD_ILL_OF_A_FRIEND if friendly(bond) else HEARD_ILL
    return wordings, two(scene, event) | {"about": event.about}


def became_friends(scene: Scene, event: e.BecameFriends) -> Telling:
    return BECAME_FRIENDS, two(scene, event)


def met(scene: Scene, event: e.Met) -> Telling:
    return MET, two(scene, event)


def invited(scene: Scene, event: e.Invited) -> Telling:
    place = scene.place(event.where) if event.where else "the street"
    return INVITED, two(scene, event) | {"place": place}


def shared_meal(scene: Scene, event: e.SharedMeal) -> Telling:
    return SHARED_MEAL, two(scene, event)


def two(scene: Scene, event: e.Event) -> Slots:
    """The slots of whatever happens between two people somewhere."""
    whom: str = event.whom  # type: ignore[union-attr]
    return {"who": event.who, "whom": whom, "at": at(scene, event.where)}


def friendly(bond: Bond) -> bool:
    """Whether one side of a tie is that of a friend."""
    return bond[0] > FRIENDLY_TRUST and bond[1] > FRIENDLY_FAMILIARITY


def _met_just_now(bond: Bond) -> bool:
    """A tie that holds no more than the hello itself, which has been counted already."""
    return bond[0] <= GREETED[0] and bond[1] <= GREETED[1] and bond[2] <= 0


def _day(scene: Scene) -> str:
    hour = scene.hour()
    return "morning" if 4 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
