import { useState } from 'react'
import { usePageParam } from '@/platform/page-params'
import { showInAddress } from '@/platform/show-in-address'

/** Whose card stands in the side panel; the address carries it. */
export function useOpenPerson() {
  const asked = usePageParam('id')
  const [open, setOpen] = useState(asked)
  const change = (id: string | undefined) => {
    setOpen(id)
    showInAddress('id', id)
  }
  return { open, show: (id: string) => change(id), close: () => change(undefined) }
}
