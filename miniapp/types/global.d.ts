/// <reference types="@tarojs/taro" />

declare module '*.png'
declare module '*.scss'

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5'
    NODE_ENV: 'development' | 'production' | 'test'
  }
}

/** Where the API lives: empty (same origin) on the web page, absolute in the mini-program. Set by the build. */
declare const LINLI_API_BASE: string
