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
