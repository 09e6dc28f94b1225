// What stands beside the form of a visit, fetched when the form is at work: nothing here is waited for before an answer.

