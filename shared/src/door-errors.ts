/**
 * What every operation of one kind may be refused for before its own reasons are looked at, so that a contract names
 * only these. Whatever lies outside one's reach is `not_found`, never `forbidden`.
 */

/** Whoever is signed in and has accepted the terms in force. */
export const signedInErrors = ['unauthenticated', 'consent_required'] as const
/** A thing of one's own. */
export const ownErrors = [...signedInErrors, 'not_found'] as const
/** A thing of the places in which one holds a role. */
export const staffErrors = [...signedInErrors, 'forbidden', 'not_found'] as const
/** Somebody was faster, or the thing is no longer where the act is possible. */
export const movedErrors = ['invalid_status', 'version_conflict'] as const
/** A change of a thing of one's own. */
export const ownChangeErrors = [...ownErrors, ...movedErrors] as const
/** A change of a thing of the places in which one holds a role. */
export const changeErrors = [...staffErrors, ...movedErrors] as const
