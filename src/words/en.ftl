# The messages of the screen in English. The sections are parsed one by one, when they are needed.

### Screen
# Labels, prompts and states: nouns and short verbs.

## What the keys of a bar do

key-edge = edge
key-delete = delete
key-undo = undo
key-note = note
key-search = search
key-search-mode = mode
key-concordance = other words
key-identity = who
key-new-identity = new
key-help = help
key-back = back
key-keep = keep
key-drop = drop
key-leave = leave
key-stay = stay
key-take = take
key-answer = answer
key-next = next
key-previous = previous
key-majority = majority
key-none = none
key-edit = edit
key-keep-all = keep all
key-defer = defer
key-repeat = repeat
key-alike = similar
key-accept = accept
key-change = change
key-reject = reject
key-reason = reason
key-comment = comment
key-missed = missed
key-apply = apply
key-all-texts = all texts
key-spans = spans
key-everywhere = everywhere
key-cancel = leave
key-guideline = guideline
key-who = who
key-quit = quit
key-return = return
key-reviewed = reviewed
key-remove = remove
key-mark = mark next
key-fields = fields
key-inspect = inspector
key-next-gap = next gap
key-relate = relation
key-perform = run
key-palette = commands
key-skip = skip
tour-end = the tour is over
tour-step = tour, step { $number } of { $steps }: { $step ->
    [move] move
    [tag] tag a word
    [three] tag three words
    [peel] leave a particle out
    [nest] tag a claim
    [figure] a figure inside the claim
    [accept] accept what is proposed
    [propagate] the same name everywhere
    [undo] undo
   *[other] save
}
tour-task = { $step ->
    [move] { $first } goes to the next word, { $second } to the word before. Go to another word.
    [tag] The cursor is on the name of a town. { $first } tags the word under the cursor LOCATION.
    [three] The cursor is on a name of three words. Type { $first }, then { $second }: three words are tagged ACTOR.
    [peel] “And the army of the river”: type { $first } { $second } for two words, then { $third }. Each { $third } leaves out one letter that is joined to the name.
    [nest] This sentence is a claim. { $first } selects the sentence, { $second } tags it ALLEGATION.
    [figure] The cursor is on the figure inside the claim. Type { $first }, then { $second }: it is tagged CASUALTY, inside the claim.
    [accept] The program has read the figure. { $first } accepts all that it proposes for the span.
    [propagate] This name is in the text again. { $first } lists the other places, { $second } tags those that are chosen.
    [undo] { $first } takes the last change back: all those places at once.
    [save] Every change is kept at once. { $first } also writes the file beside the text now.
   *[other] That is all you need to begin. { $first } leaves, and removes the text of the tour.
}
key-state = submit…
key-previous-word = word back
key-elsewhere = other text
key-leap = spans
places-chosen = { $chosen } of { $places ->
    [one] 1 place
   *[other] { $places } places
} chosen
matching = { $matching ->
    [exact] as typed
    [substring] inside words
    [regex] regular expression
   *[folded] any spelling
}
found = { $looking ->
    [going] { $shown } of { $places } so far, in { $looked } of { $texts } texts…
    [stopped] { $shown } of { $places }, stopped after { $looked } of { $texts } texts
    [full] { $shown } of the first { $places }, in { $looked } of { $texts } texts: there are more
    [failed] { $shown } of { $places }, ended after { $looked } of { $texts } texts:
   *[through] { $shown } of { $places } in { $texts } texts
}
spans-of-text = { $shown } of { $spans ->
    [one] 1 span
   *[other] { $spans } spans
} of this text
spans-listed = spans
in-texts = { $looking ->
    [going] so far, in { $looked } of { $texts } texts…
    [stopped] stopped after { $looked } of { $texts } texts
    [full] in { $looked } of { $texts } texts: there are more
    [failed] ended after { $looked } of { $texts } texts
   *[through] in { $texts } texts
}
order-act = { $what ->
    [tag] tag
    [retag] retag
    [delete] delete
   *[other] change
}
order-says = set { $name } = { $value } in
order-clears = clear { $name } in
attributes-of = attributes of { $spans ->
    [one] 1 span
   *[other] { $spans } spans
} in { $texts ->
    [one] 1 text
   *[other] { $texts } texts
}
order-asked = { $act } { $spans ->
    [one] 1 span
   *[other] { $spans } spans
} in { $texts ->
    [one] 1 text
   *[other] { $texts } texts
}?
order-going = { $all ->
    [0] looking for its texts…
   *[other] { $done } of { $all } texts
}
standing = { $standing ->
    [same] tagged
    [other] other tag
    [inside] longer name
    [boilerplate] boilerplate
    [common] common word
   *[free] untagged
}
which-keyboard = which keyboard is it? { $letter }
keyboard-name = { $name ->
    [arabic-101] Arabic (101)
    [arabic-102-azerty] Arabic (102 AZERTY)
    [arabic-mac] Arabic (macOS)
    [persian] Persian
    [urdu] Urdu (CRULP)
    [kurdish] Kurdish (Sorani)
   *[other] { $name }
}
key-accept-all = take all
key-clear = clear
key-next-span = next span
key-next-word = next word
key-confirm = still so
key-confirm-all = all still so
key-disputed = dispute
key-reply = reply
key-last = to the last…
key-decide = decide
key-next-value = next value
key-next-field = next field
key-previous-field = previous
value-number = value { $number }
key-reading = { $letter }
key-erase-all = erase all
key-erase-word = erase word
key-larger = larger
key-smaller = smaller
key-filter = filter
key-left = left
key-right = right
key-next-row = next row
key-next-page = next page
key-previous-page = previous page
key-next-note = next note
key-order = order
key-reverse = reverse
key-open = open
key-attribute = attribute
key-copy = copy
key-earlier = earlier
key-retag = retag
key-other-end = other end
key-marks = vowel marks
key-select = select

## Prompts

prompt-search =
    { $matching ->
        [exact] search (exact):
        [substring] search (also inside words):
        [regex] search (regular expression):
       *[folded] search:
    }
prompt-value = value:
more-spans = and { $spans } more
gaps-of-span = { $gaps ->
    [one] 1 gap
   *[other] { $gaps } gaps
}
missing = missing
values-differ = different values
from-registry = registry
from-same-text = same words
from-before = span before
from-lexicon = word
from-number = figure
from-date = date
from-cue = cue
from-inside = inside it
from-sentence = same sentence
from-near = nearby
odd-unsaid = no word in its sentence says what { $attribute } is
odd-bounds = the lower bound { $min } is above the upper bound { $max }
odd-day = { $attribute } is after { $published }, the day of publication
odd-part = at least { $part } cannot be part of at most { $whole }
type-a-day = type a day, as in 2026-11-30
type-a-value = type it
point-out-words = point it out in the text
relation-asked = relation from
gold-gaps = { $gaps ->
    [one] 1 gap in gold
   *[other] { $gaps } gaps in gold
}
gold-lacks = missing in gold: { $missing }
in-boilerplate = boilerplate
key-merge = merge
key-rename = rename
key-split = split
merged-into = “{ $name }” is merged into
renamed-to = id of { $id } from now on
split-from = id of a new one for “{ $words }”, split from { $id }
uses-to-follow = { $command }: { $uses ->
        [0] nothing uses it
        [one] 1 use follows
       *[other] { $uses } uses in { $texts ->
            [one] 1 text
           *[other] { $texts } texts
        } follow
    }
uses-to-restore = { $command } taken back: { $uses ->
        [one] 1 use
       *[other] { $uses } uses
    } in { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    }
uses-in-text = { $text }: { $uses }
texts-elsewhere = { $kind } → in which text
spans-elsewhere = { $kind } → in { $file }
keys-to-return = { $keys } to return
keys-to-undo = { $keys } to undo
submit-with-gaps = { $gaps ->
    [one] 1 thing is missing. Submit all the same?
   *[other] { $gaps } things are missing. Submit all the same?
}
facts-of-text = facts of the text
prompt-filter = filter:
prompt-command = command:
commands-shown = { $shown ->
    [one] 1 command
   *[other] { $shown } commands
}
no-command-fits = no command is called that
prompt-identity = identity:
identities-for = { $spans ->
    [one] “{ $words }”: { $shown } identities
   *[other] “{ $words }” and { $spans } spans in all: { $shown } identities
}
class-of-identity = class of “{ $name }” (Enter: none)
no-identity-shown = no identity fits what is typed
prompt-note = note:
prompt-last-comment = comment on the decision just made:
prompt-reply = reply:
prompt-comment = comment:
prompt-answer = answer:
leave-question = leave?

## The status line

help-title = help
texts =
    { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    }
texts-shown =
    { $shown } of { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    }
texts-marked = { $texts } marked
states-to-set =
    { $texts ->
        [0] no text can be set to { $state }
        [one] 1 text becomes { $state }
       *[other] { $texts } texts become { $state }
    }{ $left ->
        [0] {""}
       *[other] , { $left } left out
    }
state-before = now { $state }
state-left-out = left out: { $cause }
key-set = set
key-mark-text = mark
key-mark-all = mark all
texts-of-mine = { $open ->
        [0] { $mine } mine, all done
       *[other] { $mine } mine, { $open } to do
    }
position = ¶ { $paragraph } of { $paragraphs } · { $percent } %
code-point = code point { $character }
spans-in-text = { $spans ->
    [one] 1 span
   *[other] { $spans } spans
}
selecting = selecting
selected = { $characters } selected
state-saved = saved
state-unsaved = UNSAVED
state-not-saved = NOT SAVED
state-journal-only = JOURNAL ONLY
state-read-only = read-only
editing = editing:
document-state = { $state }
steering =
    { $steering ->
        [open-isolate] open isolate
        [embedding] embedding
       *[override] override
    } { $place ->
        [here] here
       *[screen] on screen
    }
steering-effect =
    { $steering ->
        [open-isolate] the rest of the paragraph is set apart
        [embedding] the order of words is changed
       *[override] the order of letters is forced
    }
steering-shown-by = { $effect }; { $keys } shows where

## The span under the cursor

moving-end = moving the end
moving-start = moving the start
note-of-span = note:

## The list of texts

no-text-here = no texts here: a text is a file that ends in .txt
documents-here = not listed: { $documents }; `hashiya show FILE` names the command that extracts the text
no-text-shown = no text holds these words
fault = { $cause }
column-text = text
column-headline = headline
state-word =
    { $state ->
        [none] not begun
        [new] new
        [in_progress] in progress
        [submitted] submitted
        [returned] returned
        [reviewed] reviewed
       *[other] { $state }
    }
state-total =
    { $texts } { $state ->
        [none] not begun
        [new] new
        [in_progress] in progress
        [submitted] submitted
        [returned] returned
        [reviewed] reviewed
       *[other] { $state }
    }
spans-total =
    { $spans ->
        [one] 1 span
       *[other] { $spans } spans
    }
gaps-total =
    { $gaps ->
        [one] 1 gap
       *[other] { $gaps } gaps
    }
listing-texts = listing the texts…
new-annotator =
    new annotator { $annotator } — { $others } { $count ->
        [one] exists
       *[other] exist
    }
age-now = just now
age-minutes = { $minutes } min
age-hours = { $hours } h
age-yesterday = yesterday
age-days =
    { $days ->
        [one] 1 day
       *[other] { $days } days
    }
day-of-year =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
day-of =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
column-assigned = for
assigned-to-me = mine
column-state = state
column-spans = spans
column-gaps = filled
column-changed = last change
column-size = size
column-others = others
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB

## The review

reading-texts = reading the texts…
reading-more = reading…
no-units = no tags in this text
progress = { $decided }/{ $disputed } decided  { $open } open  { $deferred } deferred  { $stale } stale  { $agreed } agreed
unit-kind = { $kind }
unit-missed = missed
unit-number = unit { $number } of { $units }
unit-status =
    { $status ->
        [agreed] agreed
        [open] open
        [deferred] deferred
        [stale] STALE
        [proposed] as proposed
        [taken-back] taken back
       *[decided] decided
    }
changed-by = (changed by { $annotators })
units-left = { $text }: { $left } left
closed-text = read-only: { $cause }
no-span-here = nothing
shared-by = { $members } of { $all }
certainty = certainty
field-extent = words
field-tag = tag
field-note = note
field-absent = nothing
fields-of = where nothing else is chosen: as { $annotator }
chosen-accepted = accepted
chosen-rejected = rejected
chosen-missed = missed
chosen-changed = to be changed
chosen-reading = took { $annotator }
chosen-but = took { $annotator } except for { $fields }
chosen-majority = took the majority
chosen-nothing = no span here
chosen-edited = edited: { $spans }
chosen-several = kept { $annotators }
chosen-deferred = deferred
chosen-by = by { $annotator }
decided-otherwise = conflicting decisions:
reason-of-decision = reason:
comment-of-decision = comment:
answer-to-decision = answer:
answer-empty = dismissed
guideline-flag = guideline!
stale-units =
    { $units ->
        [one] 1 stale decision to confirm
       *[other] { $units } stale decisions to confirm
    } in { $all ->
        [yes] all texts
       *[no] this text
    }
disputed = DISPUTED
replies-before =
    { $replies ->
        [one] 1 earlier reply
       *[other] { $replies } earlier replies
    }
agreed-with-notes = { $units } agreed with notes
not-counted = not counted: { $annotators }
similar-units =
    { $units ->
        [one] 1 similar open unit
       *[other] { $units } similar open units
    } in { $all ->
        [yes] all texts
       *[no] this text
    }
place-of-unit = { $text }, unit { $unit }

## A remark at the cursor

remarks =
    { $remarks ->
        [one] 1 remark
       *[other] { $remarks } remarks
    }
remark-comments = comments
remark-rejects = rejects this
remark-changes = changes this to
remark-adds = adds

## The places of a text that has changed

orphan-removed = removed
spans-moved = moved: { $spans }

## The help

help-tags = Tags

## The guideline

guideline-title = guideline
guideline-attributes = Attributes
guideline-attribute = The attribute
guideline-relations = Relations
guideline-facts = Facts of the text
guideline-kind =
    { $kind ->
        [one] one value
        [many] any of the values
        [flag] yes or no
        [number] a whole number
        [date] a date
        [words] words of the text
        [entity] an identity of the registry
       *[text] free text
    }
guideline-required = required
guideline-reviewer = set by a reviewer
guideline-optional = optional: nothing of it is ever missing
guideline-retired = retired
guideline-optional-value = optional
guideline-default = default: { $value }
guideline-ends = from { $from } to { $to }

### Notices
# What the status line says once: it happened, and what to do.

still-reading = still reading the text…
still-listing = still listing the folder…
no-texts = this folder has no texts (files that end in .txt)
not-ordered = choose an order first
looking-at-states = looking at { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    }…
setting-states = setting { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    }…
no-state-to-set = nothing to set: all of them are left out
states-set =
    { $texts ->
        [0] no text was set to { $state }
        [one] 1 text is { $state } now
       *[other] { $texts } texts are { $state } now
    }{ $left ->
        [0] {""}
       *[other] , { $left } could not be set
    }
states-taken-back =
    { $texts ->
        [0] nothing undone
        [one] undone: 1 text { $state }
       *[other] undone: { $texts } texts { $state }
    }{ $left ->
        [0] {""}
        [one] ; 1 was changed since, or is open elsewhere
       *[other] ; { $left } were changed since, or are open elsewhere
    }
ordered = { $what ->
    [tag] tagged
    [retag] retagged
    [delete] deleted
    [undo] undone:
    [redo] done again:
   *[other] changed
} { $spans ->
    [0] nothing
    [one] 1 span
   *[other] { $spans } spans
}{ $texts ->
    [0] {""}
    [one] {" "}in 1 text
   *[other] {" "}in { $texts } texts
}{ $is_stopped ->
    [yes] , stopped
   *[other] {""}
}
order-left = { $texts ->
    [one] 1 text left as it is: { $name }: { $cause }
   *[other] { $texts } texts left as they are, the first { $name }: { $cause }
}
no-text-holds = no text holds { $words }
no-jump = no earlier place to jump back to
no-jump-forth = no place to jump forth to
mark-set = mark { $letter } set
mark-asked = press the letter of a mark
keyboard-in-use = keyboard: { $name }
nothing-to-copy = nothing here to copy
nothing-to-accept = nothing here to accept
propagated = tagged { $places ->
    [one] 1 more place
   *[other] { $places } more places
} as { $tag }: «{ $words }»
occurrences-deleted = deleted { $places ->
    [one] 1 span
   *[other] { $places } spans
} of these words
proposals-taken = accepted: { $values ->
    [one] 1 value
   *[other] { $values } values
}, { $relations ->
    [one] 1 relation
   *[other] { $relations } relations
}
tour-offered = new here? `hashiya --tour` shows the keys in a few minutes
no-tour = no tour is going on (`hashiya --tour` begins one)
done = { $deed }
undone = undone: { $deed }{ $letters ->
    [0] {""}
    [one] {" "}(1 letter { $side ->
        [up] up
       *[down] down
    })
   *[other] {" "}({ $letters } letters { $side ->
        [up] up
       *[down] down
    })
}
redone = done again: { $deed }{ $letters ->
    [0] {""}
    [one] {" "}(1 letter { $side ->
        [up] up
       *[down] down
    })
   *[other] {" "}({ $letters } letters { $side ->
        [up] up
       *[down] down
    })
}
deed-tag = { $form ->
    [done] tagged
   *[named] tag
} { $tag } “{ $words }”
deed-delete = { $form ->
    [done] deleted
   *[named] delete
} { $tag } “{ $words }”
deed-retag = { $form ->
    [done] retagged
   *[named] retag
} “{ $words }” as { $tag }
deed-move = { $form ->
    [done] { $tag } is “{ $words }” now
   *[named] edge of { $tag } “{ $words }”
}
deed-note = note on { $tag } “{ $words }”: { $note }
deed-clear-note = { $form ->
    [done] deleted the note
   *[named] delete the note
} on { $tag } “{ $words }”
deed-say = { $name }: { $value }, of “{ $words }”
deed-clear = { $form ->
    [done] cleared
   *[named] clear
} { $name } of “{ $words }”
deed-relate = { $kind }: “{ $words }” → “{ $other }”
deed-unrelate = { $form ->
    [done] removed
   *[named] remove
} { $kind } of “{ $words }”
deed-state = { $form ->
    [done] the text is { $state } now
   *[named] state { $state }
}
deed-decide = { $form ->
    [done] decided
   *[named] decision on
} “{ $words }”
deed-fact = { $name }: { $value }, of the text
deed-several = { $changes ->
    [one] 1 change
   *[other] { $changes } changes
}
nothing-to-undo = nothing left to undo
nothing-to-redo = nothing left to redo
direction =
    { $direction ->
        [right-to-left] every paragraph right to left
        [left-to-right] every paragraph left to right
       *[auto] every paragraph by its first letter
    }
saved = everything is saved
saved-now = everything is saved now
saving-again = saving again…
last-text = this is the last text
first-text = this is the first text
marks-shown = vowel marks shown
marks-hidden = vowel marks hidden; they stay in the text and in its offsets
invisible-shown = invisible characters shown
invisible-hidden = invisible characters hidden
remark-taken =
    remark taken; { $left ->
        [0] no remarks left
        [one] 1 remark left
       *[other] { $left } remarks left
    }
remark-answered =
    remark answered; { $left ->
        [0] no remarks left
        [one] 1 remark left
       *[other] { $left } remarks left
    }
remark-dismissed =
    remark dismissed; { $left ->
        [0] no remarks left
        [one] 1 remark left
       *[other] { $left } remarks left
    }
identity-taken = { $spans ->
    [one] “{ $words }” is { $name } now
   *[other] { $spans } spans are { $name } now
}
identities-changed = { $command }: { $uses ->
        [one] 1 use
       *[other] { $uses } uses
    } in { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    } followed
identities-restored = { $command } taken back: { $uses ->
        [one] 1 use
       *[other] { $uses } uses
    } in { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    } as before
no-identity-fits = no identity fits what is typed
no-search = nothing to search for yet
not-found =
    { $matching ->
        [exact] not found as typed (vowel marks and tatweel count): { $needle }
       *[folded] not found: { $needle }
    }
hit =
    { $is_wrapped ->
        [yes] { $place }; search wrapped around
       *[no] { $place }
    }
hit-place =
    { $beginning ->
        [yes] { $counting ->
            [yes] { $place ->
                [0] { $hits }+ words that begin so
               *[other] { $place } of { $hits }+ words that begin so
            }
           *[no] { $place } of { $hits } { $hits ->
                [one] word that begins so
               *[other] words that begin so
            }
        }
       *[no] { $counting ->
            [yes] { $place ->
                [0] { $hits }+
               *[other] { $place } of { $hits }+
            }
           *[no] { $place } of { $hits }
        }
    }
bad-pattern = invalid regular expression: { $reason }
stays-open = not saved: { $cause }; the text stays open so that nothing is lost
all-decided = nothing is left to decide
nothing-to-decide =
    { $complete ->
        [yes] nothing is left to decide
       *[no] nothing is left to decide in the texts read so far
    }: { $decided } decided, { $agreed } agreed
nothing-to-drop = nothing to drop
rationale-dropped = comment and reason dropped
nothing-missed = nothing was tagged, nothing is proposed
handed-back = the text is { $state }: { $annotator } will see the review when opening it
handing-back-undone = taken back: the text is { $state } again, and { $annotator } does not see the review
stays-handed-back = the text stays { $state }: { $cause }
not-handed-back = not handed back: { $cause }
looking-for-places = looking for the new places of the spans…
text-unchanged = the text has not changed; every span is in its place
reanchored = spans reanchored; undo takes it back
copied =
    { $part ->
        [selection] copied the selection
        [span] copied the span
        [quotation] copied the quotation and where it is from
        [quotations] copied { $quotations } quotations and where they are from
       *[word] copied the word
    }: { $characters ->
        [one] 1 character
       *[other] { $characters } characters
    }{ $pictures ->
        [0] { "" }
        [one] , 1 control character as a picture
       *[other] , { $pictures } control characters as pictures
    }
not-copied = not copied: { $cause }
not-cited = { $texts ->
    [one] not quoted: { $name }: { $cause }
   *[other] { $texts } texts not quoted, the first { $name }: { $cause }
}
too-long-to-copy =
    not copied: { $part ->
        [selection] the selection
        [span] the span
        [quotation] the quotation
        [quotations] what is quoted
       *[word] the word
    } is { $length } kB, and terminals take { $most } kB
unbound = { $keys } does nothing here
read-only = read-only: { $cause }
not-saved = not saved, trying again: { $cause }
not-written = in the journal only, trying again: { $cause }
gold-not-saved = not saved: { $cause }
taken-in =
    { $decisions ->
        [0] another program wrote here
        [one] another program wrote here: 1 decision came in
       *[other] another program wrote here: { $decisions } decisions came in
    }{ $conflicts ->
        [0] {""}
        [one] ; 1 unit that both decided is open
       *[other] ; { $conflicts } units that both decided are open
    }
desk-again = read again: another program has worked on this text
undecodable = { $first }{ $more ->
        [yes] { " " }(and more)
       *[no] { "" }
    }
undecodable-bytes =
    byte { $at }: { $length ->
        [one] 1 byte is
       *[other] { $length } bytes are
    } not valid in this encoding, shown as U+FFFD
undecodable-more =
    { $places ->
        [one] 1 more undecodable place
       *[other] { $places } more undecodable places
    }
read-as = read as { $encoding }; use --encoding if that is wrong
decided-alike =
    { $units ->
        [one] decided 1 similar unit
       *[other] decided { $units } similar units
    }; one undo takes it back
confirmed =
    { $units ->
        [one] confirmed 1 decision
       *[other] confirmed { $units } decisions
    }; one undo takes it back
last-comment = on the decision just made (“{ $words }”): comment “{ $comment }”
last-no-reason = on the decision just made (“{ $words }”): no reason
last-reason = on the decision just made (“{ $words }”): reason { $reason }
last-guideline = on the decision just made (“{ $words }”): { $flagged ->
        [yes] guideline flagged
       *[no] guideline not flagged
    }
disputed-from-now = disputed; the same key takes the flag off
not-disputed = not disputed any more
nothing-submitted = { $annotator } has submitted no text here
too-few-readers = no text here has been submitted by enough annotators to review
reviewed = { $reviews }: { $open ->
        [0] every remark is followed or answered
        [one] 1 remark
       *[other] { $open } remarks
    }
reviewed-by = { $state } by { $reviewer }
left-out =
    left out: { $texts ->
        [one] 1 text
       *[other] { $texts } texts
    } that { $reviewer } annotates and has not submitted
unknown-terminal = unknown terminal { $terminal }: if Arabic looks wrong, run `hashiya calibrate`
marks-undrawable = vowel marks are hidden: { $terminal } does not draw them well
told = { $cause }
failed = { $cause }
keymap = keymap: { $first }{ $more ->
        [0] { "" }
       *[other] { " " }(and { $more } more)
    }
settings = { $first }{ $more ->
        [0] { "" }
       *[other] { " " }(and { $more } more)
    }
stray = { $first }{ $more ->
        [0] { "" }
       *[other] { " " }(and { $more } more)
    }
unsaved = { $unsaved }
refused = { $refusal }
several = { $notices }
unsaved-changes = the last changes are NOT SAVED: { $cause }
unsaved-sidecar = cannot write the sidecar (every change is in the journal): { $cause }
edges-trimmed = left out: { $parts }
edges-asked = tagged with { $parts }: Enter leaves it out, the key of the tag keeps it
edges-kept = kept as drawn, with { $parts }
edges-restored = moved the start of the span back
nothing-to-peel = no particle, quotation mark or punctuation at the start of the span
nothing-to-restore = no letter is joined to the start of the span
edge-part =
    { $part ->
        [quote] quotation marks
        [punctuation] punctuation
        [blank-line] what follows a blank line
       *[proclitic] the particle before the word
    }
and-also = { $first }; { $second }
and = { $first }, { $second }

## What is wrong outside of the session

text-not-open = the text is not open
text-outdated = the text was changed or removed on disk since it was opened
state-not-begun = not begun
state-already = already { $state }
state-changed-since = changed since
order-no-attribute = the schema has no { $name } for { $tag }
text-changed = the text has changed since it was annotated
file-missing = { $path }: no such file or folder
file-is-folder = { $path }: is a directory
file-not-folder = { $path }: not a directory
file-not-ordinary = { $path }: not a regular file
file-denied = { $path }: permission denied
file-foreign = { $path }: this is { $kind ->
    [pdf] a PDF document
    [docx] a Word document
    [office] an old Office document
    [odt] an OpenDocument text
    [rtf] an RTF document
    [epub] an EPUB book
    [spreadsheet] a spreadsheet
    [slides] slides
    [image] an image
   *[zip] a zip archive
}, not a text; run { $command }
file-binary = { $path }: this is a binary file
file-utf32 = { $path }: the encoding is UTF-32, which is not supported
file-changed = { $path }: changed since it was read; nothing was written
file-full = no more fits in { $path }; undo, or shorten something
file-leads-out = { $path }: this link leads out of its folder, or to nothing
folder-too-deep = { $path }: too many folders within folders; nothing in it was looked at
file-link = { $path }: a link, which is not followed
name-too-long = file name too long: { $name }
other-annotator = { $path }: the annotator is “{ $inside }”, but the file is { $named }'s
folder-not-writable = { $path }: nothing can be written in this folder
held = { $annotator } has it open already ({ $holder })
no-lock = no lock can be taken here ({ $why })
holder = process { $process } on { $host } since { $since }
holder-marked = process { $process } on { $host } since { $since }; if that one has ended, remove { $path }
holder-unknown = another program
journal-restored = another program removed or replaced the journal: what was missing of it was written again
journal-shared = another program writes to this journal, too: what both do is put together
lock-restored = another program removed the lock: it was taken again
lock-lost = another program removed the lock, and { $holder } has this text open now: what both do is put together
recovered =
    recovered { $changes ->
        [one] 1 change
       *[other] { $changes } changes
    } from the journal
stray-no-text = { $path }: this sidecar belongs to no text: no such text beside it
stray-no-annotator = { $path }: this sidecar belongs to no text: its name has no name of an annotator
stray-copy = { $path }: a copy of a sidecar, by its name, as sync programs and editors make them; it counts for nothing
stray-conflict-copy = { $path }: the annotator is “{ $of }”, but the file is { $named }'s: a conflict copy, by its name; it counts for nothing
setting-ignored = { $place }: `{ $field }` is for the user to set, not for a folder: ignored

## Refusals

cannot-edit = { $error }
edit-duplicate = already tagged { $tag } ({ $id })
edit-id-in-use = the id { $id } is in use
edit-no-annotation = no annotation { $id }
edit-no-relation = no relation { $id }
edit-no-field = no field { $field }
edit-no-place = no such place in the list of { $list }
edit-unknown-tag = the schema has no tag { $tag }
no-word = no word here to tag
no-span = no span under the cursor
empty-span = a span keeps at least one letter
no-note-after = no later span has a note
no-note-before = no earlier span has a note
nothing-tagged = nothing tagged yet
no-remark-left = every remark is followed or answered
not-reviewed = nobody has reviewed this text
no-remark-here = no remark on this place
only-comment = this is only a comment: answer it, or dismiss it with an empty answer
not-answered = cannot keep the answer: { $cause }
editing-first = keep the edited reading first, or drop it
no-last = no decision was just made
no-notes = no annotator has left a note here
not-stale = the decision on this unit is not stale
choice-gone = what was chosen is not there any more: decide again
nothing-to-confirm = no stale decision whose choice is still there
nothing-decided = no decision yet to repeat
closed = cannot decide here: { $cause }
missed-by-all = edit a reading to add a span that everybody has missed
no-peer-review = the state is set only in a review of one annotator
no-such-hand-back = a text is handed back as returned or reviewed
handed-back-before = { $state } to { $annotator } in an earlier sitting: decide anew and hand it back again
closed-to-hand-back = cannot hand back: { $cause }
spans-left =
    { $open ->
        [one] 1 span is not reviewed yet
       *[other] { $open } spans are not reviewed yet
    }
no-orphan = no orphan here
no-candidate = { $id } has no candidate { $number }
nothing-to-apply = decide a unit first, then apply its decision to similar units
nothing-alike = no other open unit is similar to this one
no-reasons = the schema has no reasons to reject a span
no-desk = no text to review
no-such-reading =
    { $readings ->
        [one] there is 1 reading here
       *[other] there are { $readings } readings here
    }
one-value = a fact of the document has one value and no span: take what somebody says, or nothing
no-fields = nothing to choose field by field here: take a whole reading, or edit one
no-such-value =
    { $values ->
        [one] there is 1 value here
       *[other] there are { $values } values here
    }
no-majority = no reading here has a majority
one-annotator = only one annotator has a span here
no-identity = spans of this tag have no identity in the schema
no-registry = the registry { $registry } is not there or could not be read
mistyped = { $error }
mistyped-number = “{ $typed }” is not a whole number
mistyped-day = “{ $typed }” is not a day, as in 2026-11-30
no-such-relation-here = { $fault }
relation-unknown = the schema has no relation { $kind }
relation-from = { $kind } does not come from { $tag }
relation-to = { $kind } does not go to { $tag }
relation-no-end = there is no { $end } to go to
relation-itself = a span has no { $kind } to itself
relation-circle = { $kind } would lead back to where it comes from
relation-already = that { $kind } is there already
no-facts = the schema has no facts of a text
no-gap = nothing is missing in this text
facts-missing = { $facts ->
    [one] 1 fact of the text is still missing
   *[other] { $facts } facts of the text are still missing
}
span-deleted = { $relations ->
    [0] deleted { $tag } “{ $words }”
    [one] deleted { $tag } “{ $words }”, 1 relation with it
   *[other] deleted { $tag } “{ $words }”, { $relations } relations with it
}
relations-unfit = { $relations ->
    [one] 1 relation of the span does not go with { $tag }
   *[other] { $relations } relations of the span do not go with { $tag }
}
boilerplate-marked = { $words ->
    [one] 1 word marked as boilerplate
   *[other] { $words } words marked as boilerplate
}
boilerplate-unmarked = no longer boilerplate
related-elsewhere = { $kind } → { $file } “{ $words }”
no-gap-left = nothing is missing any more
nothing-proposed = nothing is proposed here
no-such-attribute = no attribute of this span has the letter { $letter }
no-such-row = { $name } is no attribute of this span
takes-digit = a digit takes a value
nothing-said = no value was taken yet
no-relation-from = no relation comes from { $tag }
no-such-relation = no relation from this span has the letter { $letter }
no-such-hint = nothing on screen has these letters
nowhere-else = «{ $words }» is nowhere else in this text{ $texts ->
    [one] {""}
   *[other] ; once more: in all texts
}
still-looking = still looking in all texts: wait, or stop it
no-tag-chosen = none of the places chosen has a tag
nothing-in-common = the tags of these spans have no attribute in common
words-of-one-text = words are pointed out in one text: open the row first
no-such-mark = no mark { $letter } in this text
no-such-span = no such span in that direction
no-name-of-end = a name comes after { $end } (R, the letter of the relation)
pointing = point out the words, then take them or leave
stays-in-text = { $kind } stays within one text
no-gap-in-gold = nothing is missing in the gold standard
no-other-text = there is no other text with spans here
no-end-in-text = { $file } has no span that { $kind } may go to
no-such-text = { $file } is not among the texts here
gone-elsewhere = the span { $id } is not in this text any more
suggested = { $tag }? “{ $words }” ({ $source ->
    [registry] registry
    [earlier] tagged so before
    [lexicon] lexicon
    [model] learned from earlier work
   *[sidecar] another annotator’s
})
suggestions-taken = tagged { $spans ->
    [one] 1 suggestion
   *[other] { $spans } suggestions
}
suggestion-refused = “{ $words }” is not suggested as { $tag } any more
no-suggestion = nothing is suggested there
words-gone = the words are not there any more: the text has changed since

### Help
# What commands, motions and characters are.

## Moving

command-move = Moves the cursor { $motion }.
command-count = Adds { $digit } to the count that the next command repeats by.
command-scroll_up = Scrolls up, a line or as many as counted.
command-scroll_down = Scrolls down, a line or as many as counted.
command-centre_cursor = Scrolls until the cursor is in the middle of the screen.
command-jump_back = Goes back to where the cursor was before its last far move.
command-jump_forth = Goes forth again to where the cursor was before going back.
command-leap = Puts letters on the words on screen: typing them goes there; again, on the spans.
command-set_mark = Makes the next letter a mark of this place.
command-go_to_mark = Goes to the mark of the next letter.
command-next_span_of = Goes to the next span tagged { $tag }.
command-previous_span_of = Goes to the previous span tagged { $tag }.
command-next_unidentified = Goes to the next span without an identity.
command-previous_unidentified = Goes to the previous span without an identity.

## Selecting

command-extend = Extends the selection { $motion }; word motions extend to the end of a word.
command-select_word = Selects the word under the cursor; again, one word more.
command-select_clause = Selects the clause around the cursor.
command-select_sentence = Selects the sentence around the cursor.
command-select_paragraph = Selects the paragraph around the cursor.
command-select_span = Selects the span under the cursor.
command-select_inner = Selects { $object }; again, with what is around it, and then what that is in.
command-select_around = Selects { $object } with what is around it.
command-expand_selection = Expands the selection to the next larger unit; right after tagging, brings back what was left out of the span.
command-shrink_selection = Shrinks the selection to the unit before; right after tagging, leaves one more letter or mark out at the start of the span.
command-toggle_selecting = Starts or stops selecting: motions extend the selection.
    .also = mark words, several words
command-copy = Copies the selection, or the span under the cursor, or the word, to the clipboard: a span or a hit with its source, date, text and place (code points), with a count alone; of a list, the row under the cursor, or those that are marked, each in a line.
    .also = yank, clipboard
command-swap_ends = Moves the cursor to the other end of the selection.
command-cancel = Cancels what is pending: keys, count, selection, typed line, edge, help, question.

## Annotating

command-tag = Tags the selection as { $tag }, or the word under the cursor with the rest of the name or figure that begins there; with a count, that many words.
command-repeat_tag = Tags again with the last tag, its attributes and its number of words.
command-retag = Changes the tag of the span under the cursor, or of those that are marked in a list, to { $tag }.
command-edge_mode = Takes hold of the end of the span under the cursor: motions move it.
command-other_edge = Takes hold of the other edge of the span.
command-cycle_span = Chooses the next span under the cursor.
command-cycle_span_back = Chooses the previous span under the cursor.
command-identity = Lists who or what the span under the cursor, or each span in the selection or marked in a list, may be; what is taken is set on it.
    .also = entity, registry
command-merge_identity = Merges the identity under the cursor into another one, with all uses in all texts; which follow is shown first.
command-rename_identity = Gives the identity under the cursor another id, with all uses in all texts.
command-split_identity = Makes a new identity of the uses that have the words of the span, in all texts.
command-new_identity = Makes a new identity, named by what is typed or by the words of the span.
command-inspect = Shows what the span under the cursor says, to say more of it; of a selection, the spans in it; of a list, those that are marked.
    .also = attributes, values
command-next_gap = Goes to the next thing that is missing in the text, in reading order.
    .also = missing
command-previous_gap = Goes to the thing that is missing before this one.
command-letter = Goes to the attribute { $character }, makes a relation of the type { $character }, or goes to what the hint stands on.
command-accept_all = Takes everything that is proposed for the span.
command-clear_value = Takes away what the row at hand says.
command-repeat_value = Says again of this span what was said last.
command-relate = Makes a relation from the span: the letter of its type, then what it goes to.
    .also = link
command-toggle_boilerplate = Marks the selection, or the paragraph under the cursor, as boilerplate, or takes the mark away: it is drawn faint and skipped.
command-relate_elsewhere = Lists the other texts, then the spans of one, for a relation that may go to another text.
command-toggle_inspector = Shows the inspector beside the text or leaves it out, on wide screens.
command-concordance = Finds words in all texts, each place with what is around it; comes back to what was found last.
    .also = find in all texts
command-concordance_of_word = Finds the selection, or the word under the cursor, in all texts.
command-span_list = Lists the spans of the text, and pressed once more those of all texts, to go to, retag, delete or propagate.
command-next_suggestion = Goes to the next suggested span; that takes nothing.
command-previous_suggestion = Goes to the previous suggested span; that takes nothing.
command-refuse_suggestion = Refuses the suggested span at hand: it is not suggested again.
command-take_visible = Tags all suggested spans that are on screen, as one change.
command-propagate = Finds the words of the span under the cursor everywhere in the text, or in all texts, to tag them as it is.
    .also = everywhere, same words
command-edit_note = Writes a note on the span under the cursor.
    .also = comment
command-next_note = Goes to the next span that has a note; in a review, to the next unit that has one.
command-previous_note = Goes to the previous span that has a note; in a review, to the previous unit that has one.
command-next_remark = Goes to the next open remark of a reviewer.
command-previous_remark = Goes to the previous open remark of a reviewer.
command-take_remark = Makes the change that a reviewer's remark at the cursor asks for.
command-answer_remark = Answers a reviewer's remark at the cursor; an empty answer dismisses it.
command-delete_span = Deletes the span under the cursor, or those that are marked in a list.
    .also = remove, untag
command-undo = Undoes the last change.
    .also = take back
command-redo = Redoes what was undone last.

## Reviewing

command-take_reading = Takes reading { $digit }, whoever has it; if it has no span, rejects the others.
command-take_marked = Takes the marked reading.
command-take_majority = Takes the reading of more than half of the annotators; in a peer review, accepts the span.
command-take_nothing = Decides that no span belongs here; in a peer review, rejects the span, or takes a proposed one back.
command-choose_fields = Chooses field by field: the tag of one annotator, a value of another, a relation of a third.
command-choose_value = Chooses value { $digit } of this field and goes to the next field.
command-next_value = Chooses the next value of this field.
command-edit_reading = Edits the marked reading with the annotation keys; it can then be kept or dropped.
command-propose_span = Proposes a span that the annotator has missed, in a peer review.
command-hand_back = Hands the text back to the annotator as { $state }, with the review, in a peer review.
command-take_several = Keeps the readings of all annotators.
command-defer = Defers the decision.
command-repeat_decision = Repeats the last decision.
command-apply_to_alike = Shows the similar open units of this text to which a decision can be applied, with their files.
command-widen_to_corpus = Shows the similar open units, or the places where a name is met again, of all texts.
command-keep_draft = Keeps the edited reading as the decision.
command-drop_draft = Drops the edited reading; nothing is decided.
command-cycle_reading = Marks the next reading, to be taken or edited.
command-cycle_reading_back = Marks the previous reading.
command-next_unit = Goes to the next unit.
command-previous_unit = Goes to the previous unit.
command-first_unit = Goes to the first unit of the text.
command-last_unit = Goes to the last unit of the text.
command-next_open = Goes to the next unit that needs a decision, through all texts.
command-previous_open = Goes to the previous unit that needs a decision.
command-edit_comment = Writes a comment on the decision.
command-cycle_reason = Chooses the next reason to reject the other readings.
command-flag_guideline = Flags the guideline for another look, or removes the flag.
command-last_decided = Goes back to the unit that was decided last.
command-edit_last_comment = Writes the comment on the decision just made.
command-cycle_last_reason = Chooses the next reason for the decision just made.
command-flag_last_guideline = Flags the guideline for the decision just made, or removes the flag.
command-toggle_disputed = Marks the unit as disputed, or takes the mark off.
command-reply = Writes a reply in the thread of the unit.
command-confirm = Confirms a stale decision: the same choice, on the readings as they are now.
command-confirm_all = Shows the stale decisions whose choice is still there, to be confirmed at once.
command-reveal_annotators = Shows or hides who A, B and C are.

## Searching

command-search = Searches for a text.
    .also = find
command-search_next = Goes to the next hit.
command-search_previous = Goes to the previous hit.
command-search_word = Searches for the selection, or for the word under the cursor, and goes to its next hit.
command-next_search_mode = Takes what is searched for in the next way: as whole words in any spelling, letter for letter, also inside words, as a regular expression.
command-filter = Shows only what holds the words that are typed.

## Texts

command-open = Opens the text under the cursor.
command-next_order = Orders the list by the next of state, completeness, last change, headline, spans, size and name.
command-toggle_marked = Marks the row under the cursor, or unmarks it.
command-toggle_all_marked = Marks all rows shown, or unmarks them.
command-reverse_order = Reverses the order of the list.
command-back = Goes back to the list of texts, or quits if there is nothing to go back to.
command-next_text = Goes to the next text.
command-previous_text = Goes to the previous text.
command-state = Sets the state of the text to { $state }.
command-facts = Shows the facts of the text, to say them by letter and digit or typed line.
command-reanchor = Shows the new places of the spans of a text that has changed.
command-choose_place = Chooses candidate { $digit } for the span under the cursor; 0 chooses none.
command-remove_orphan = Removes the span under the cursor, which has no place, and its relations.
command-save = Writes the sidecar now, and tries again to save what could not be saved.
    .also = w, write

## Typing

command-insert = Types { $character }.
command-erase_back = Erases the grapheme before the cursor.
command-erase_forward = Erases the grapheme under the cursor.
command-erase_word = Erases the word before the cursor.
command-erase_word_forward = Erases the word after the cursor.
command-erase_to_end = Erases to the end of the line.
command-recall_previous = Recalls the line entered before.
command-recall_next = Recalls the line entered after, or what was being typed.
command-erase_line = Erases all that was typed.
command-accept = Accepts the typed line, the edge, the decision or fields shown, or the places shown; answers a question with yes.

## Program

command-direction = Changes the base direction: automatic, right to left, left to right.
command-toggle_marks = Shows or hides the vowel marks; offsets do not change.
command-toggle_reveal = Shows or hides invisible characters as tokens, joiners and bidi controls included.
command-toggle_legend = Shows or hides the legend of keys.
command-skip_step = Skips the step of the tour.
command-palette = Lists the commands of this place, to be found by words.
    .also = commands, menu
command-help = Shows or closes the help.
    .also = keys
command-guideline = Shows or closes the guideline of the tag at hand, or of all tags.
    .also = annotation rules, codebook
command-choose_keyboard = Asks which Arabic keyboard is in use, and remembers it.
command-redraw = Redraws the whole screen.
command-suspend = Returns to the shell until the program is resumed.
command-quit = Saves and quits.
    .also = q, wq, exit

## Motions, to complete a sentence

motion-visual_left = one cell to the left on the screen
motion-visual_right = one cell to the right on the screen
motion-visual_word_left = one word to the left on the screen, as the line runs
motion-visual_word_right = one word to the right on the screen, as the line runs
motion-line_up = one line up
motion-line_down = one line down
motion-next_grapheme = to the next grapheme
motion-previous_grapheme = to the previous grapheme
motion-next_word = to the start of the next word
motion-previous_word = to the start of the previous word
motion-word_end = to the end of the word
motion-next_sentence = to the next sentence
motion-previous_sentence = to the previous sentence
motion-next_paragraph = to the next paragraph
motion-previous_paragraph = to the previous paragraph
motion-line_start = to the start of the line
motion-line_end = to the end of the line
motion-page_up = one page up
motion-page_down = one page down
motion-half_page_up = half a page up
motion-half_page_down = half a page down
motion-document_start = to the start
motion-document_end = to the end
motion-next_span = to the next span
motion-previous_span = to the previous span

## Objects

object-word = the word
object-clause = the clause
object-sentence = the sentence
object-paragraph = the paragraph
object-quoted = what is between quotation marks
object-bracketed = what is between brackets
object-figure = the figure
object-span = the span

## Headings of the help

group-moving = Moving
group-selecting = Selecting
group-annotating = Annotating
group-reviewing = Reviewing
group-searching = Searching
group-texts = Texts
group-typing = Typing a line
group-program = Screen and program

## Invisible characters

character-0009 = tab
character-0085 = next line
character-00A0 = no-break space
character-00AD = soft hyphen
character-034F = combining grapheme joiner
character-061C = Arabic letter mark
character-0640 = tatweel
character-180E = Mongolian vowel separator
character-200B = zero width space
character-200C = zero width non-joiner
character-200D = zero width joiner
character-200E = left-to-right mark
character-200F = right-to-left mark
character-2028 = line separator
character-2029 = paragraph separator
character-202A = left-to-right embedding
character-202B = right-to-left embedding
character-202C = end of embedding or override
character-202D = left-to-right override
character-202E = right-to-left override
character-202F = narrow no-break space
character-2060 = word joiner
character-2066 = left-to-right isolate
character-2067 = right-to-left isolate
character-2068 = first strong isolate
character-2069 = end of isolate
character-FEFF = byte order mark
