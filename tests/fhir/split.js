// Puts what the answers of a bundle are checked against into files of its own, because the validator looks for it there:
// node split.js BUNDLE.json FOLDER. Knows nothing of Balm.
'use strict';
const fs = require('fs');
const path = require('path');

const [from, folder] = process.argv.slice(2);
fs.mkdirSync(folder, { recursive: true });
for (const { resource } of JSON.parse(fs.readFileSync(from, 'utf8')).entry) {
  if (!['Questionnaire', 'CodeSystem'].includes(resource.resourceType)) continue;
  fs.writeFileSync(path.join(folder, `${resource.resourceType}-${resource.id}.json`), JSON.stringify(resource));
}
// Media types are a registry that the validator asks a server for; there is none here, so it gets the one that is used.
fs.writeFileSync(path.join(folder, 'CodeSystem-bcp13.json'), JSON.stringify({
  resourceType: 'CodeSystem', id: 'bcp13', url: 'urn:ietf:bcp:13', name: 'MediaTypes', status: 'active',
  content: 'fragment', concept: [{ code: 'text/html' }],
}));
