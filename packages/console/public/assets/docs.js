// Shows the document of the API that this gateway serves. The search of Redoc wants a worker made from text, which the page's policy
// forbids; everything stands on one page, so the browser's own search finds it.
Redoc.init(
  'openapi.json',
  {
    disableSearch: true,
    hideDownloadButton: false,
    expandResponses: '200,201,202',
    requiredPropsFirst: true,
    jsonSampleExpandLevel: 3,
  },
  document.getElementById('redoc'),
);
