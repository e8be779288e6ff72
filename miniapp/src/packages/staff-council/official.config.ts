export default definePageConfig({
  navigationBarTitleText: '登记结果',
  enablePageMeta: true,
  enablePullDownRefresh: true,
})
