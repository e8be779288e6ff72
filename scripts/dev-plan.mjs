/** What `npm run dev` starts, and where it is found. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseEnv } from 'node:util'

const DEFAULT_PORT = 3000
const LAST_PORT = 65_535

/**
 * The port of the server as it will read it itself: from the environment, or from `.env` of the folder. The page is
 * served on the next one (miniapp/config/index.ts), so that two checkouts can be watched side by side.
 * @param args of the command: `weapp` watches the mini-program too
 * @returns what to watch, the server's port and the line to print, or the sentence for what cannot be done
 */
export function devPlan({ args, env, folder }) {
  const unknown = args.filter((arg) => arg !== 'weapp')
  if (unknown.length > 0)
    return {
      fault: `不认识 ${unknown.join('、')}。用法：npm run dev，或 npm run dev -- weapp（连同小程序）。`,
    }
  const file = path.join(folder, '.env')
  const kept = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')).PORT : undefined
  const port = Number((env.PORT ?? kept) || DEFAULT_PORT)
  if (!Number.isInteger(port) || port < 1 || port >= LAST_PORT)
    return { fault: `设置 PORT 在开发时要是 1 到 ${LAST_PORT - 1} 的一个整数，网页用它后面的那个端口。` }
  return {
    wanted: ['bff', 'h5', ...args.slice(0, 1)],
    port,
    words: `网页在 http://127.0.0.1:${port + 1}，接口在 http://127.0.0.1:${port}；按 Ctrl-C 停止。`,
  }
}
