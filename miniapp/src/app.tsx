import type { PropsWithChildren } from 'react'
import './app.scss'
import './ui/base-styles'
import { followTheme } from './ui/apply-theme'

followTheme()

/** The root of both clients. */
export default function App({ children }: PropsWithChildren) {
  return children
}
