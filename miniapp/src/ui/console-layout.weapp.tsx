import type { ConsoleLayoutProps } from './console-layout.types'
import { Page } from './page'

/** On a phone: the list; what is open is a page of its own. */
export function ConsoleLayout({ title, heading, bar, backTo, banner, children }: ConsoleLayoutProps) {
  return (
    <Page title={title} heading={heading} staff bar={bar} backTo={backTo} banner={banner}>
      {children}
    </Page>
  )
}
