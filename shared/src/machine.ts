/** status → event → next status. Plain data, so that both ends can read it. */
export type Machine = Readonly<Record<string, Readonly<Record<string, string>>>>

export type StatusOf<M extends Machine> = keyof M & string
export type EventOf<M extends Machine> = { [S in keyof M]: keyof M[S] & string }[keyof M]

type Closed<M extends Machine> = {
  [S in keyof M]: { [E in keyof M[S]]: M[S][E] extends keyof M ? M[S][E] : never }
}

/** Checks at compile time that every transition ends in a status of the same machine. */
export function defineMachine<const M extends Machine>(machine: M & Closed<M>): M {
  return machine
}

/** Whether `event` may happen in `status`. */
export function can<M extends Machine>(machine: M, status: StatusOf<M>, event: EventOf<M>): boolean {
  return machine[status]?.[event] !== undefined
}

/** The statuses in which `event` may happen: the guard of its one atomic write. */
export function sourcesOf<M extends Machine>(machine: M, event: EventOf<M>): StatusOf<M>[] {
  return statusesOf(machine).filter((status) => can(machine, status, event))
}

/** The status `event` leads to from `status`. Throws RangeError when the machine does not allow it. */
export function targetOf<M extends Machine>(machine: M, status: StatusOf<M>, event: EventOf<M>): StatusOf<M> {
  const target = machine[status]?.[event]
  if (target === undefined) throw new RangeError(`no transition ${event} from ${status}`)
  return target
}

/** All statuses in the order they were written. */
export function statusesOf<M extends Machine>(machine: M): StatusOf<M>[] {
  return Object.keys(machine)
}
