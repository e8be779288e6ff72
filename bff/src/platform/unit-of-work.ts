import mongoose, { type ClientSession, type Connection } from 'mongoose'
import { createAmbient } from './ambient'

/**
 * One transaction for documents that must agree (state and outbox, ballot and roll row).
 * Mongoose hands the session to every model call inside by itself.
 */
export interface UnitOfWork {
  /**
   * Runs `fn` in a transaction and repeats it when the database reports a passing conflict, so `fn` has no
   * effect outside the database: no network, no files. Does not nest: a second `run` inside throws.
   * Inside {@link request} it joins the request's transaction instead.
   */
  run<T>(fn: () => Promise<T>): Promise<T>
  /**
   * Wraps a whole handler, of the door or of an event, that calls services with units of their own: its effects, and
   * the kept answer of an Idempotency-Key, commit together or not at all.
   */
  request<T>(fn: () => Promise<T>): Promise<T>
  /** Calls `hook` after the commit (at once when no transaction is open). For nudges only: a crash loses it. */
  afterCommit(hook: () => void): void
}

interface Unit {
  readonly kind: 'service' | 'request'
  readonly connection: Connection
  session: ClientSession | null
  /** A service is inside its own `run`. */
  busy: boolean
  /** A joined `run` failed: its writes must not commit even if the handler swallowed the error. */
  failure: { readonly error: unknown } | null
  hooks: (() => void)[]
}

/** One for the process: calls of the driver and of Mongoose look here for the unit they belong to. */
const open = createAmbient<Unit>()

// Mongoose's own storage, which the option of this name would make, stays switched on for good. It asks `getStore` for
// an object with a `session`, and a unit is one.
Object.assign(mongoose, {
  transactionAsyncLocalStorage: {
    getStore: () => open.current(),
    run: (_store: unknown, fn: () => unknown) => fn(),
  },
})

/** Options that let a call of the driver join the unit open here, as Mongoose's own calls do by themselves. */
export function joining(connection: Connection): { session?: ClientSession } {
  const unit = open.current()
  return unit?.connection === connection && unit.session ? { session: unit.session } : {}
}

export function createUnitOfWork(connection: Connection): UnitOfWork {
  async function begin<T>(kind: Unit['kind'], fn: () => Promise<T>): Promise<T> {
    const unit: Unit = {
      kind,
      connection,
      session: null,
      busy: kind === 'service',
      failure: null,
      hooks: [],
    }
    try {
      const result = await connection.transaction((session) => {
        unit.session = session
        unit.busy = kind === 'service'
        unit.failure = null
        unit.hooks = []
        return open.run(unit, async () => {
          const value = await fn()
          if (unit.failure !== null) throw unit.failure.error
          return value
        })
      })
      for (const hook of unit.hooks) hook()
      return result
    } finally {
      // What was begun inside and goes on by itself is no part of it any more.
      unit.session = null
    }
  }

  async function join<T>(unit: Unit, fn: () => Promise<T>): Promise<T> {
    unit.busy = true
    try {
      return await fn()
    } catch (error) {
      unit.failure = { error }
      throw error
    } finally {
      unit.busy = false
    }
  }

  /** The unit of this connection that is open here. */
  const current = (): Unit | undefined => {
    const unit = open.current()
    return unit?.connection === connection ? unit : undefined
  }

  return {
    async run(fn) {
      const unit = current()
      if (!unit) return begin('service', fn)
      if (unit.busy) throw new Error('units of work do not nest')
      return join(unit, fn)
    },
    async request(fn) {
      if (current()) throw new Error('units of work do not nest')
      return begin('request', fn)
    },
    afterCommit(hook) {
      const unit = current()
      if (unit) unit.hooks.push(hook)
      else hook()
    },
  }
}
