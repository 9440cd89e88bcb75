//! Gestures: commands that move the cursor in a text and select, wherever a text is looked at.

use super::command::Command;
use super::selecting::Extent;
use super::shared::Shared;
use crate::language::TextUnit;

/// Performs a gesture; gives any other command back.
pub(super) fn perform(command: Command, shared: &mut Shared) -> Result<(), Command> {
    let count = shared.times();
    let rows = isize::try_from(count).unwrap_or(1);
    if let Command::SelectInner(object) | Command::SelectAround(object) = command {
        let is_inner = matches!(command, Command::SelectInner(_));
        shared.select_object(object, if is_inner { Extent::Inner } else { Extent::Around }, count);
        return Ok(());
    }
    let Some(open) = &mut shared.open_text else { return Err(command) };
    match command {
        Command::Move(motion) => open.sheet.go(motion, count, &open.ledger.set),
        Command::Extend(motion) => open.sheet.extend(motion, count, &open.ledger.set),
        Command::SelectWord => open.sheet.select(TextUnit::Word, count),
        Command::SelectClause => open.sheet.select(TextUnit::Clause, count),
        Command::SelectSentence => open.sheet.select(TextUnit::Sentence, count),
        Command::SelectParagraph => open.sheet.select(TextUnit::Paragraph, count),
        Command::SelectSpan => {
            if let Some(span) = open.current().map(|a| a.span) {
                open.sheet.select_range(span.range());
            }
        }
        Command::ExpandSelection => {
            let _all = (0..count).all(|_| open.sheet.expand());
        }
        Command::ShrinkSelection => {
            let _none = (0..count).all(|_| open.sheet.shrink());
        }
        Command::ToggleSelecting => open.sheet.toggle_selecting(),
        Command::SwapEnds => open.sheet.swap_ends(),
        Command::ScrollUp => open.sheet.scroll(-rows),
        Command::ScrollDown => open.sheet.scroll(rows),
        Command::CentreCursor => open.sheet.centre(),
        other => return Err(other),
    }
    Ok(())
}
