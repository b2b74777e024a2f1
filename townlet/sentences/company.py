"""Between people, in good or fair weather: greetings, talk, gifts, meals."""

from townlet import events as e
from townlet.company.ties import FRIENDLY_FAMILIARITY, FRIENDLY_TRUST, GREETED, HOSTILE
from townlet.sentences.scene import Bond, Scene, Slots, Telling, Wordings
from townlet.sentences.words import about, at, clause, several
from townlet.units import PERCENT

WARM = 70 * PERCENT
COOL = 40 * PERCENT

FIRST_HELLO: Wordings = (
    "{who} and {whom} tell each other their names.",
    "{who} breaks the ice with {whom} {at}.",
    "{who} has never said good {day} to {whom} before, and does now.",
    "{who} does not know {whom} yet, and puts that right with a hello.",
    "New faces {at}: {who} and {whom} say a first hello.",
    "{who} makes the acquaintance of {whom} {at}.",
    "“I do not think we have met,” says {who}. “{whom},” says {whom}.",
    "{who} and {whom} have passed each other often enough; now they stop and say hello.",
)
STIFF_HELLO: Wordings = (
    "{who} stammers a first hello to {whom}.",
    "{who} and {whom} say hello a little stiffly: they have not met before.",
    "{who} says good {day} to {whom}, and then neither knows what comes next.",
    "{who} tries a hello on {whom}, who does not know what to make of it.",
    "A first hello from {who} to {whom}, and a long look at the ground from both.",
    "{who} calls {whom} by the wrong name, and so they meet.",
    "{who} has made up a first sentence for {whom}, and forgets it half-way.",
)
# They live behind one door, and it is the first word between them.
HOUSEMATES_HELLO: Wordings = (
    "{who} and {whom} have shared a roof for a while; today they share a good {day}.",
    "{who} and {whom} live behind the same door, and exchange a first word at last.",
    "So far {who} has known the housemate {whom} by the footsteps. Today it is good {day}.",
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
    "{who} makes conversation{about}, and {whom} looks elsewhere.",
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
    "{who} and {whom} get to talking of {about}, and {whom} has nothing but good to say.",
    "{whom} tells {who} what a fine soul {about} is.",
    "{whom} speaks up for {about}; {who} takes note.",
    "“{about} is all right,” {whom} tells {who}.",
    "{whom} has a kind word for {about}, and {who} remembers it.",
    "If {whom} is to be believed, {about} is one of the good ones; {who} is inclined to.",
    "Over a chat with {whom}, {who} comes to think better of {about}.",
    "{whom} sings the praises of {about}, with a verse for {who}.",
    "“Say what you like, {about} has a good heart,” {whom} tells {who}.",
)
HEARD_WELL_OF_A_FRIEND: Wordings = (
    "{who} and {whom} agree about {about}: there ought to be more like that.",
    "{whom} tells {who} how fine a friend {about} is. {who} knew.",
    "{whom} praises {about} to {who}, who could not have put it better.",
    "{who} and {whom} find that they both like {about}, and like each other the better for it.",
)
HEARD_WELL_OF_A_RIVAL: Wordings = (
    "{whom} praises {about}, which is not what {who} wanted to hear.",
    "{who} hears {whom} praise {about}, of all people.",
    "{who} lets {whom} go on about the merits of {about}, and says nothing for a long while.",
)
HEARD_ILL: Wordings = (
    "{whom} tells {who} a thing or two about {about}, none of it kind.",
    "{who} learns from {whom} what {about} is really like, or so {whom} says.",
    "“Do not get me started on {about},” says {whom}, and {who} hears the rest.",
    "{whom} has nothing good to say of {about}; {who} listens.",
    "What {whom} thinks of {about}, {who} now knows too.",
    "{whom} drops to a whisper over {about}, and {who} leans closer.",
)
HEARD_ILL_OF_A_RIVAL: Wordings = (
    "{whom} complains about {about}, and {who} has some more to add.",
    "{who} and {whom} have found something they share: neither can stand {about}.",
)
HEARD_ILL_OF_A_FRIEND: Wordings = (
    "{whom} speaks ill of {about}, and {who} grows quiet.",
    "{who} does not like what {whom} says about {about}, and does not forget it either.",
    "{whom} should not have said that of {about}; {who} counts {about} among friends.",
)
BECAME_FRIENDS: Wordings = (
    "{who} and {whom} are friends now.",
    "Nobody said it aloud, but {who} and {whom} are friends as of today.",
    "It is hard to say since when, but {who} and {whom} are friends.",
    "From today {who} counts {whom} among friends, and is counted.",
    "{who} saves {whom} a seat without thinking: so this is friendship.",
    "{who} and {whom} have stopped being merely polite; they are friends.",
    "Somewhere between the first hello and this {day} {at}, {who} and {whom} have become friends.",
    "If {who} had to name a friend, it would be {whom} now, and the other way round.",
    "{who} notices that a day without {whom} is not a whole one. They are friends.",
)
GAVE_IN_NEED: Wordings = (
    "{who} sees how hungry {whom} is, and hands over {item}.",
    "{whom} has gone hungry long enough, says {who}, and hands over {item}.",
    "Without a word {who} slips {item} to {whom}, who is pale with hunger.",
    "{whom} says nothing of an empty stomach; {who} hears it anyway, and gives {item}.",
)
GAVE_A_FRIEND: Wordings = (
    "{who} has brought {whom} {item}: what are friends for?",
    "“For you,” says {who}, and hands {whom} {item}.",
    "{who} treats {whom} to {item}.",
    "{whom} was not expecting {item}, least of all from {who}, and is the more pleased.",
)
SHARED_MEAL: Wordings = (
    "{who} and {whom} eat side by side {at}.",
    "{who} has company for the meal: {whom} is eating too.",
    "{who} and {whom} sit down together, and food tastes better.",
    "{who} and {whom} eat together, and pass the salt.",
    "{who} moves over, and {whom} sits down to eat as well.",
    "{who} and {whom} have their meal together {at}.",
    "“Is that any good?” asks {who}. {whom} has a full mouth and nods.",
    "{who} eats with {whom} {at}, and neither is in a hurry.",
)


def greeted(scene: Scene, event: e.Greeted) -> Telling:
    """A first hello otherwise than a later one, a cool one otherwise than a warm."""
    bond = scene.bond(event.who, event.whom)
    if event.first and scene.share_a_home(event.who, event.whom):
        wordings = HOUSEMATES_HELLO
    elif event.first and _met_just_now(bond):
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


def is_first(event: e.Greeted) -> bool:
    return event.first


def chatted(scene: Scene, event: e.Chatted) -> Telling | None:
    """A chat is told at its end, by how it went and between whom; of one about a third, what was said is told."""
    if event.sign == "·" and scene.is_person(event.about):
        return None
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
    if bond[2] > HOSTILE:
        wordings = HEARD_WELL_OF_A_RIVAL if event.well else HEARD_ILL_OF_A_RIVAL
    elif friendly(bond):
        wordings = HEARD_WELL_OF_A_FRIEND if event.well else HEARD_ILL_OF_A_FRIEND
    else:
        wordings = HEARD_WELL if event.well else HEARD_ILL
    return wordings, two(scene, event) | {"about": event.about}


def became_friends(scene: Scene, event: e.BecameFriends) -> Telling:
    return BECAME_FRIENDS, two(scene, event) | {"day": _day(scene)}


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
