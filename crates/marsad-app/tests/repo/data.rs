//! The repository's own data is whole, and every example and near miss comes out as it says.

use crate::checked;

#[test]
fn the_data_has_no_errors() {
    let (problems, _) = checked();
    assert_eq!(problems.n_errors(), 0, "{problems}");
}

#[test]
fn examples_come_out_as_they_say_or_are_marked_known() {
    let (_, checked) = checked();
    assert!(checked.n_examples > 0);
    assert!(checked.problems.is_empty(), "{}", checked.problems);
}
