export default definePageConfig({
  navigationBarTitleText: '公告文字',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
