import { Editor, View } from '@tarojs/components'
import Taro, { type EditorContext } from '@tarojs/taro'
import { useRef, useState } from 'react'
import { cls } from './class-names'
import type { RichTextEditorProps } from './rich-text-editor.types'
import { Tap } from './tap'
import { createTypedText } from './typed-text'
import './rich-text-editor.scss'

/** What WeChat hands over on input; Taro types it loosely. */
interface EditorInput {
  readonly html: string
  readonly text: string
}

/** What is set where the cursor stands. */
type Status = Readonly<Record<string, string | number | undefined>>

const tools = [
  { name: '加粗', mark: 'B', format: 'bold', value: undefined, is: (on: Status) => on['bold'] },
  { name: '小标题', mark: 'H', format: 'header', value: '3', is: (on: Status) => on['header'] === 3 },
  { name: '列表', mark: '•', format: 'list', value: 'bullet', is: (on: Status) => on['list'] === 'bullet' },
  {
    name: '编号列表',
    mark: '1.',
    format: 'list',
    value: 'ordered',
    is: (on: Status) => on['list'] === 'ordered',
  },
] as const

/** WeChat numbers every tag of its own editor; the numbers mean nothing outside it. */
const plain = (html: string) => html.replace(/ wx:nodeid="\d+"/g, '')

/** What the web page's editor can write and WeChat's cannot hold. */
const BEYOND = /<(blockquote|table|img)\b/

/** WeChat's own editor. Its HTML is a dialect of its own; the server's sanitiser is the only truth. */
export function RichTextEditor({ id, label, initialHtml, placeholder, onChange }: RichTextEditorProps) {
  const context = useRef<EditorContext>()
  const [first] = useState(initialHtml)
  const [typedText] = useState(() => createTypedText(first))
  const [on, setOn] = useState<Status>({})
  const fill = (editor: EditorContext) => {
    const filled = () =>
      editor.getContents({
        success: (result) => {
          const { html = '', text = '' } = result as Partial<EditorInput>
          typedText.filled({ html: plain(html), text })
        },
        fail: () => typedText.filled({ html: first, text: '' }),
      })
    if (first !== '') editor.setContents({ html: first, complete: filled })
  }
  const ready = () => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .context((result) => {
        // Nothing when the page was left before the editor was ready.
        const found = (result as typeof result | null)?.context as EditorContext | undefined
        if (found === undefined) return
        context.current = found
        fill(found)
      })
      .exec()
  }
  return (
    <View className="rich-editor">
      <View className="rich-editor__tools">
        {tools.map((tool) => (
          <Tap
            key={tool.name}
            className={cls('rich-editor__tool', Boolean(tool.is(on)) && 'rich-editor__tool--on')}
            label={tool.name}
            pressed={Boolean(tool.is(on))}
            onTap={() => context.current?.format(tool.format, tool.value)}
          >
            {tool.mark}
          </Tap>
        ))}
        <Tap className="rich-editor__tool" label="撤销" onTap={() => context.current?.undo()}>
          ↶
        </Tap>
      </View>
      <Editor
        id={id}
        className="rich-editor__page"
        placeholder={placeholder}
        ariaLabel={label}
        onReady={ready}
        onStatusChange={(event) => setOn(event.detail as Status)}
        onInput={(event) => {
          const { html, text } = event.detail as EditorInput
          const typed = plain(html)
          if (typedText.isTyped({ html: typed, text })) onChange(text.trim() === '' ? '' : typed)
        }}
      />
      {BEYOND.test(first) && (
        <View className="rich-editor__beyond">
          正文里有引用、表格或图片，在手机上改过会变成普通文字。要保留请到电脑网页上改
        </View>
      )}
    </View>
  )
}
