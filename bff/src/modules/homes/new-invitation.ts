const DAY_MS = 86_400_000

/** What every invitation is like while nobody has used it. */
export const newInvitation = (now: Date, days: number) => ({
  ...{ status: 'open' as const, version: 0, createdAt: now },
  expiresAt: new Date(now.getTime() + days * DAY_MS),
  ...{ usedBy: null, usedPersonId: null, usedAt: null },
})
