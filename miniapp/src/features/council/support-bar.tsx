import { Box } from '@/ui/box'
import './council.scss'

/** How far a topic has come; the words beside it say the same. */
export function SupportBar({ supporters, needed }: { readonly supporters: number; readonly needed: number }) {
  const share = needed === 0 ? 1 : Math.min(1, supporters / needed)
  return (
    <Box hidden className="support-bar">
      <Box className="support-bar__part" style={{ width: `${(share * 100).toFixed(1)}%` }} />
    </Box>
  )
}
