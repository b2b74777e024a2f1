"""The grammar of `.town` files: one LALR(1) grammar in Lark's notation.

Four things are not in it. Lines and their indentation come from `dsl.lines`, which hands over `_NL`,
`_INDENT` and `_DEDENT`; nothing ever spans two lines except a block. Keywords are soft: a word is a keyword
only where the grammar has a use for it, otherwise a name (`dsl.machine`). `DAMAGED` stands for a line that
could not be read, wherever a line may stand (`dsl.parse`). What a rule becomes is the table in
`dsl.build`, by the rule's name or alias.
"""

GRAMMAR = r"""
file: top*

?top: use | streams_line | personality | item | vignette | scenario | damaged_line

use: "use" STRING _NL
streams_line: "streams" ":" names _NL
personality: "personality" NAME ("extends" NAME)? ":" _NL _INDENT personality_field* _DEDENT
item: "item" NAME ":" _NL _INDENT item_field* _DEDENT
vignette: "vignette" NAME parameters? block
scenario: "scenario" STRING parameters? ":" _NL _INDENT scenario_line* _DEDENT

parameters: "(" ")" | "(" parameter ("," parameter)* ")"
parameter: NAME | NAME "=" value

// fields ─ each is `word: value` on a line

?personality_field: "about" ":" STRING _NL          -> field
                  | "voice" ":" STRING _NL          -> field
                  | "traits" ":" number_figures _NL -> field
                  | "needs" ":" decays _NL          -> field
                  | "prefers" ":" share_figures _NL -> field
                  | "rewards" ":" share_figures _NL -> field
                  | damaged_line

?item_field: "about" ":" STRING _NL      -> field
           | "price" ":" coins _NL       -> field
           | "use" ":" share_figures _NL -> field
           | "portions" ":" INT _NL      -> field
           | "reusable" _NL              -> flag
           | "consumed" _NL              -> flag
           | "spoils" "after" duration _NL -> spoils
           | "keeps" "off" NAME _NL      -> keeps_off
           | damaged_line

?scenario_line: "about" ":" STRING _NL    -> field
              | "tags" ":" names _NL      -> field
              | "town" ":" NAME _NL       -> field
              | "clock" ":" TIME _NL     -> field
              | "length" ":" duration _NL -> field
              | "seed" ":" INT _NL        -> field
              | "streams" ":" names _NL   -> field
              | cast | stage | rehearse | line

number_figures: number_figure ("," number_figure)*
number_figure: NAME number
share_figures: share_figure ("," share_figure)*
share_figure: NAME SHARE
decays: decay ("," decay)*
decay: NAME "decays" SHARE
names: NAME ("," NAME)*

// cast

cast: "cast" ":" _NL _INDENT cast_entry* _DEDENT
?cast_entry: NAME ":" bits _NL                               -> member
           | NAME ":" _NL _INDENT member_field* _DEDENT      -> member_block
           | NAME INT ":" group_bits _NL                     -> group
           | damaged_line
           | DAMAGED ":" _NL _INDENT member_field* _DEDENT   -> damaged_block

bits: bit ("," bit)*
?bit: NAME -> personality_bit
    | placing_bit
group_bits: group_bit ("," group_bit)*
?group_bit: share_figure | placing_bit
?placing_bit: "at" NAME         -> place_bit
            | "offstage"        -> offstage_bit
            | coins
            | "works" "as" NAME -> job_bit
            | "lives" "at" NAME -> home_bit
            | "carries" goods   -> carries_bit

?member_field: "personality" ":" NAME _NL    -> field
             | "starts" ":" "offstage" _NL   -> field
             | "starts" ":" "at" NAME _NL    -> field_at
             | "starts" ":" NAME _NL         -> field
             | "needs" ":" share_figures _NL -> field
             | "carries" ":" goods_list _NL  -> field
             | "wallet" ":" coins _NL        -> field
             | "job" ":" NAME _NL            -> field
             | "home" ":" NAME _NL           -> field
             | "ties" ":" ties _NL           -> field
             | damaged_line

goods_list: goods ("," goods)*
goods: INT NAME
ties: tie ("," tie)*
tie: NAME "in" NAME SHARE | NAME "with" NAME SHARE

stage: "stage" block

// rehearse

rehearse: "rehearse" ":" _NL _INDENT rehearse_field* _DEDENT
?rehearse_field: "seeds" ":" seeds _NL                          -> field
               | "vary" NAME "in" "[" values "]" _NL            -> vary
               | "golden" ":" INT _NL                           -> field
               | "pass-rate" ":" SHARE _NL                      -> field
               | "compare" ":" names _NL                        -> field
               | "ignore" ":" names _NL                         -> field
               | "cover" "every" NAME "in" INT "runs" _NL       -> cover_every
               | "cover" "every" NAME "in" INT "run" _NL        -> cover_every
               | "cover" covered "[" buckets "]" _NL            -> cover_values
               | damaged_line

seeds: seed ("," seed)*
seed: INT | INT ".." INT
// Spelled out, because after `Avery's trust` an `in` may begin either `in Kai` or `in [`.
covered: NAME "in"                             -> covered_name
       | owner POSSESSIVE NAME "in"            -> covered_quality
       | owner POSSESSIVE NAME "in" whom "in"  -> covered_tie
       | owner POSSESSIVE NAME "with" whom "in" -> covered_tie
buckets: bucket ("," bucket)*
bucket: quantity ".." quantity
values: value ("," value)*

// blocks and lines

block: ":" _NL _INDENT line* _DEDENT
?line: statement | cue | damaged_line | damaged_header
damaged_line: DAMAGED _NL
damaged_header: DAMAGED block -> damaged_block
              | DAMAGED block "otherwise" block -> damaged_block
              | DAMAGED block "otherwise" if -> damaged_block

// cues

?cue: "at" moment name_suffix? block                            -> at_cue
    | AT_END name_suffix? block                                 -> at_cue
    | duration "after" NAME name_suffix? block                  -> after_start_cue
    | "after" NAME name_suffix? block                           -> after_end_cue
    | "after" NAME "when" condition suffixes block              -> after_when_cue
    | "every" duration from_moment? until_moment? name_suffix? block -> every_cue
    | "when" condition suffixes block                           -> when_cue
    | "whenever" condition suffixes block                       -> when_cue
    | "while" condition suffixes block                          -> when_cue

suffixes: for_suffix? limit_suffix? name_suffix?
for_suffix: "for" extent
limit_suffix: "up" "to" INT "times" | "up" "to" INT "time"
name_suffix: "as" NAME
from_moment: "from" moment
until_moment: "until" moment

moment: "tick" INT       -> tick_moment
      | TIME             -> clock_moment
      | "day" INT TIME  -> day_moment
      | "start"          -> start_moment
      | "end"            -> end_moment

// statements

?statement: "mark" STRING _NL                                   -> mark
          | "prompt" STRING _NL                                 -> prompt
          | "narrate" STRING _NL                                -> narrate
          | "narrate" ":" _NL _INDENT prose_line* _DEDENT       -> narrate_prose
          | NAME ":" STRING _NL                                 -> dialogue
          | "play" NAME arguments? _NL                          -> play
          | "direct" names "to" activity direct_suffix* _NL     -> direct
          | "nudge" names "to" activity nudge_suffix* _NL       -> nudge
          | "hold" names _NL                                    -> hold
          | "release" names _NL                                 -> release
          | "set" target "to" value _NL                         -> set
          | "give" thing "to" NAME _NL                          -> give
          | "take" thing "from" NAME _NL                        -> take
          | "place" NAME "at" spot _NL                          -> place
          | "enter" names _NL                                   -> enter
          | "enter" names "at" spot _NL                         -> enter
          | "exit" names _NL                                    -> exit
          | "trigger" NAME trigger_phrase* options? for_suffix? _NL -> trigger
          | "wait" extent _NL                                   -> wait
          | "wait" "until" condition within_suffix? _NL         -> wait_until
          | "choose" stream? ":" _NL _INDENT arm* _DEDENT       -> choose
          | check_word quantifier? condition window? because? _NL -> check
          | if

if: "if" condition block                     -> if_then
  | "if" condition block "otherwise" block   -> if_otherwise
  | "if" condition block "otherwise" if      -> if_otherwise

stream: "from" NAME
?arm: SHARE block -> arm
    | SHARE ":" statement -> arm
    | damaged_line | damaged_header
?prose_line: PROSE _NL -> prose
           | damaged_line

?direct_suffix: within_suffix | for_suffix
?nudge_suffix: by_suffix | for_suffix
within_suffix: "within" extent
by_suffix: "by" SHARE | "by" NAME
?check_word: "assume" -> word
           | "expect" -> word
           | "hope"   -> word
?quantifier: "always"     -> word
           | "never"      -> word
           | "eventually" -> word
because: "because" STRING
window: "within" extent -> within_window
      | "until" moment  -> until_window
      | "during" NAME   -> during_window
      | "for" extent    -> for_window
      | AT_END          -> at_end_window

arguments: "(" ")" | "(" argument ("," argument)* ")"
?argument: NAME "=" value -> option
         | value -> plain_option
options: "(" option ("," option)* ")"
option: NAME "=" value

// activities

activity: "go" to_phrase options?
        | "meet" NAME place_phrase? options?
        | "greet" NAME options?
        | "chat" with_phrase about_phrase? options?
        | "argue" with_phrase about_phrase? options?
        | "apologise" to_phrase options?
        | "give" thing to_phrase options?
        | "take" "back" thing from_phrase? options?
        | "buy" thing buy_phrase? options?
        | "cook" thing place_phrase? options?
        | "eat" thing? place_phrase? options?
        | "use" usable options?
        | "drop" thing options?
        | "pick" "up" thing options?
        | "rest" place_phrase? options?
        | "wash" place_phrase? options?
        | "work" place_phrase? options?
        | "apply" as_phrase options?
        | "wait" place_phrase? options?
        | "leave" options?

?place_phrase: at_phrase | near_phrase
?buy_phrase: at_phrase | from_phrase
?trigger_phrase: at_phrase | near_phrase | of_phrase | with_phrase
to_phrase: "to" spot       -> phrase
at_phrase: "at" spot       -> phrase
near_phrase: "near" spot   -> phrase
with_phrase: "with" spot   -> phrase
as_phrase: "as" spot       -> phrase
about_phrase: "about" spot -> phrase
            | "about" STRING -> topic_phrase
from_phrase: "from" spot   -> phrase
of_phrase: "of" spot       -> phrase
by_phrase: "by" beside     -> phrase

// conditions

?condition: conjunction
          | condition "or" conjunction -> or_condition
?conjunction: negation
            | conjunction "and" negation -> and_condition
?negation: "not" negation       -> not_condition
         | "(" condition ")"    -> bracketed
         | atom

?atom: subject is? "below" value             -> compare
     | subject is? "above" value             -> compare
     | subject is? "at" "least" value        -> compare_at
     | subject is? "at" "most" value         -> compare_at
     | subject is? "between" value "and" value -> between
     | subject is value                      -> compare_is
     | subject "works" "as" NAME             -> employed
     | subject "has" "no" "job"              -> jobless
     | subject is? "near" beside             -> near
     | subject is? "at" spot                 -> at_place
     | subject "has" thing                   -> has
     | subject "carries" thing               -> has
     | subject is "friends" "with" whom      -> friends
     | subject is "rivals" "with" whom       -> rivals
     | subject "rises" "by" value            -> changes
     | subject "falls" "by" value            -> changes
     | event
     | "at" "least" INT event                -> count
     | "at" "most" INT event                 -> count
     | "narration" "says" STRING             -> says

is: "is" | "is" "not"
event: "event" NAME event_phrase*
     | "event" NAME "between" whom "and" whom event_phrase* -> event_between
?event_phrase: by_phrase | with_phrase | to_phrase | at_phrase
             | about_phrase | near_phrase | from_phrase | of_phrase

// names and figures

?subject: owner | possessive
?owner: NAME -> name
      | "anyone"            -> anyone
      | ANYONE_AS NAME      -> anyone_as
      | everyone
?whom: NAME -> name
     | "anyone" -> anyone
     | ANYONE_AS NAME -> anyone_as
     | everyone
everyone: "everyone" | "every" NAME
possessive: owner POSSESSIVE NAME
          | owner POSSESSIVE NAME "in" whom
          | owner POSSESSIVE NAME "with" whom
          | owner POSSESSIVE NAME "of" stocked
?stocked: NAME -> name
?target: NAME -> name
       | possessive
?spot: NAME -> name
     | owner POSSESSIVE NAME -> possessive
?beside: spot
       | "anyone"       -> anyone
       | ANYONE_AS NAME -> anyone_as
       | everyone
?usable: spot
       | goods
?thing: NAME -> name
      | goods
      | coins

?value: quantity
      | TIME   -> clock
      | STRING -> text
      | target
?quantity: SHARE -> share
         | number
         | coins
         | duration
number: INT | DECIMAL
coins: INT "coins" | INT "coin" | DECIMAL "coins" | DECIMAL "coin"
?extent: duration
       | NAME -> name
duration: INT unit | DECIMAL unit
!unit: "tick" | "ticks" | "minute" | "minutes" | "hour" | "hours" | "day" | "days"

PROSE: />[^\n]*/
STRING: /"(?:[^"\\\n]|\\["\\])*"/
AT_END: /at[ \t]+end(?![\w-])/
ANYONE_AS: /anyone[ \t]+as(?![\w-])/
POSSESSIVE: /['’]s(?!\w)/
TIME.3: /\d{1,2}:\d{2}(?!\d)/
SHARE.3: /[+-]?\d+(\.\d+)?[ ]?%/
DECIMAL.2: /[+-]?\d+\.\d+/
INT: /[+-]?\d+/
NAME: /[^\W\d]\w*(-\w+)*/
_NL: /\n/

%declare _INDENT _DEDENT DAMAGED
"""
