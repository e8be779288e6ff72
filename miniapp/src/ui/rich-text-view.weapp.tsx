import { RichText } from '@tarojs/components'
import { copyText } from '@/platform/clipboard'
import { Box } from './box'
import { linksOf } from './rich-text-links'
import type { RichTextViewProps } from './rich-text-view.types'
import { Tap } from './tap'

/** A notice or a reply as its author set it; its links follow below, to be copied. */
export function RichTextView({ html }: RichTextViewProps) {
  const links = linksOf(html)
  return (
    <Box className="rich-text">
      <RichText nodes={html} userSelect space="nbsp" />
      {links.map((link) => (
        <Tap
          key={link.href}
          className="rich-text__link"
          label={`复制网址 ${link.text}`}
          onTap={() => void copyText(link.href)}
        >
          {`${link.text} ${link.href}`}
        </Tap>
      ))}
    </Box>
  )
}
