import { parseArgs, type ParseArgsConfig } from 'node:util'
import { StartupError } from '../src/platform/startup-error'

/** As `parseArgs`. What the command does not know is answered with how it is used. Throws {@link StartupError}. */
export function argumentsOf<T extends ParseArgsConfig>(config: T, usage: string) {
  try {
    return parseArgs(config)
  } catch (error) {
    throw new StartupError(usage, { cause: error })
  }
}
