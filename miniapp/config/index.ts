import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

const root = path.resolve(__dirname, '..')
const shared = path.resolve(root, '../shared/src')
const plugins = path.resolve(__dirname, 'plugins')

/**
 * What Taro's script rule must compile besides `src`. Packages that publish ES2020+ (private fields,
 * optional chaining) are listed because Taro leaves node_modules alone and old WebViews would stop at them.
 */
const modern = /node_modules[\\/](@tanstack|zod|@tiptap|prosemirror-[a-z-]+|@noble)[\\/]/
const include = [(file: string) => file.startsWith(shared) || file.startsWith(plugins) || modern.test(file)]

/** Same origin on the web page; the mini-program needs an absolute address, fixed when it is built. */
const apiBase = process.env.TARO_ENV === 'h5' ? '' : (process.env.LINLI_API_BASE ?? 'http://127.0.0.1:3000')

/** Where the web page finds its server while it is developed. */
const serverPort = Number(process.env.PORT ?? '3000')

/** What Taro writes into the entry of the web page, beside its own words. */
interface EntryWords {
  readonly extraImportForWeb?: string
  readonly execBeforeCreateWebApp?: string
}

/** What is used of webpack-chain, which Taro passes on untyped. */
interface Chain {
  plugin(name: 'mainPlugin'): {
    tap(change: (options: readonly { readonly loaderMeta?: EntryWords }[]) => unknown[]): unknown
  }
  plugin(name: 'webpackbar'): {
    tap(change: (options: readonly object[]) => unknown[]): unknown
  }
  readonly optimization: {
    minimizer(name: string): {
      get(part: 'plugin'): unknown
      tap(change: () => unknown[]): unknown
    }
  }
}

/** Taro's minifier as written in Rust: a tenth of the time, and no more bytes. */
function minifyFast(chain: Chain): void {
  if (process.env.NODE_ENV !== 'production') return
  const minimizer = chain.optimization.minimizer('terserPlugin')
  const { swcMinify } = minimizer.get('plugin') as { readonly swcMinify: unknown }
  const terserOptions = {
    ecma: 5,
    compress: { passes: 2 },
    mangle: { safari10: true },
    // Notices of licences stay where they stand.
    format: { comments: 'some', asciiOnly: true },
  }
  minimizer.tap(() => [{ parallel: true, extractComments: false, minify: swcMinify, terserOptions }])
}

/** Without a terminal the moving bar would write some hundred lines of itself; its beginning and end are said anyway. */
function stillWithoutTerminal(chain: Chain): void {
  if (process.stdout.isTTY) return
  chain.plugin('webpackbar').tap(([options = {}]) => [{ ...options, fancy: false }])
}

/**
 * Puts `latestPageOnly` between Taro's list of pages and its router, in the entry that Taro writes for the web
 * page: there is no other place where a page's code is asked for.
 */
function showLatestPageOnly(chain: Chain): void {
  chain.plugin('mainPlugin').tap(([options = {}]) => {
    const { loaderMeta = {} } = options
    const module = JSON.stringify(path.resolve(root, 'src/platform/latest-page.ts'))
    return [
      {
        ...options,
        loaderMeta: {
          ...loaderMeta,
          extraImportForWeb: `${loaderMeta.extraImportForWeb ?? ''}import { latestPageOnly } from ${module}\n`,
          execBeforeCreateWebApp: `${loaderMeta.execBeforeCreateWebApp ?? ''}config.routes = latestPageOnly(config.routes)\n`,
        },
      },
    ]
  })
}

export default defineConfig<'webpack5'>(() => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'linli',
    date: '2026-11-23',
    // Sizes in SCSS are CSS px on a 375 px wide phone: rpx (times two) in WeChat, untouched on the web page.
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 2.34 / 2, 750: 1, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    plugins: ['@tarojs/plugin-html', path.resolve(plugins, 'aria.js')],
    alias: {
      '@': path.resolve(root, 'src'),
      '@linli/shared': shared,
    },
    // The minifier's arithmetic knows no rpx and would warn at every size that follows the font scale.
    csso: { enable: true, config: { calc: false } },
    // Icons named by theme.json and the web page's favicon are found by no import.
    copy: { patterns: [{ from: 'src/static', to: `dist/${process.env.TARO_ENV}/static` }], options: {} },
    defineConstants: {
      LINLI_API_BASE: JSON.stringify(apiBase),
    },
    mini: {
      compile: { include },
      experimental: { compileMode: true },
      optimizeMainPackage: { enable: true },
      webpackChain(chain, webpack) {
        minifyFast(chain)
        stillWithoutTerminal(chain)
        // WeChat's logic layer has no AbortController and TanStack Query waits for ever without one.
        chain
          .plugin('abort')
          .use(webpack.ProvidePlugin, [
            { AbortController: [path.resolve(root, 'src/platform/abort-controller.ts'), 'AbortController'] },
          ])
        // A named import that does not exist would be a mere warning and ship `undefined`.
        chain.merge({ module: { strictExportPresence: true } })
      },
      postcss: {
        pxtransform: { enable: true, config: {} },
        cssModules: { enable: false },
      },
    },
    h5: {
      publicPath: '/',
      staticDirectory: 'static',
      // Real addresses; the server answers every unknown page address with index.html.
      router: { mode: 'browser' },
      useHtmlComponents: true,
      compile: { include },
      webpackChain(chain) {
        minifyFast(chain)
        stillWithoutTerminal(chain)
        showLatestPageOnly(chain)
        chain.merge({ module: { strictExportPresence: true } })
        // scripts/size.mjs holds the budgets; webpack's own hint would only repeat itself.
        chain.performance.hints(false)
      },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      devServer: {
        host: '127.0.0.1',
        // The server's neighbour, as scripts/dev-plan.mjs says to whoever starts both.
        port: serverPort + 1,
        open: false,
        // A change reloads the page: swapping modules in place would need packages of its own.
        hot: false,
        proxy: [{ context: ['/api', '/healthz'], target: `http://127.0.0.1:${serverPort}` }],
      },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        // The web page keeps real px, so that a person's browser zoom and font size mean what they say.
        pxtransform: { enable: false },
        // Taro would read `button` in a stylesheet as its own <taro-button-core>, which this page does not use.
        htmltransform: { enable: false, config: { removeCursorStyle: false } },
        cssModules: { enable: false },
      },
    },
  }
  return config
})
