import './platform/newer-arrays'
import { QueryClientProvider } from '@tanstack/react-query'
import { usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { followApp } from './platform/app-focus'
import { restartAt } from './platform/navigate'
import { followTaps } from './platform/second-tap'
import { createQueryClient } from './platform/query-client'
import { watchRefusals } from './features/session/watch-refusals'
import { followTheme } from './ui/apply-theme'
import './app.scss'
import './ui/base-styles'

followTheme()
followApp()
followTaps()
const queries = createQueryClient()
watchRefusals(queries)

/** The root of both clients. */
export default function App({ children }: PropsWithChildren) {
  usePageNotFound(({ path }) => {
    // If even this page were missing, leading there would go round for ever.
    if (!path.endsWith('pages/not-found')) restartAt('/pages/not-found')
  })
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>
}
