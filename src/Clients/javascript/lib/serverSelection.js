const OTHER = "";

/** Asks the user, in a dialog, for the server that has their databases. */
export function askForServer({ appName, serverUrls = [] }, connect) {
  const server = element("select", { style: "width: 100%" }, [
    ...serverUrls.map((url) => element("option", { value: url, textContent: url })),
    element("option", { value: OTHER, textContent: "Another server" }),
  ]);
  const address = element("input", {
    type: "url",
    pattern: "https?://.+",
    placeholder: "https://ayb.example.com",
    style: "width: 100%; box-sizing: border-box",
  });
  const addressLine = element("p", {}, [element("label", {}, ["Its address", address])]);
  const cancel = element("button", { type: "button", textContent: "Cancel" });
  const form = element("form", { method: "dialog" }, [
    element("p", {}, [element("strong", { textContent: `Connect ${appName} to your database` })]),
    element("p", { hidden: serverUrls.length === 0 }, [element("label", {}, ["Server", server])]),
    addressLine,
    element("p", { style: "text-align: right" }, [cancel, " ", element("button", { textContent: "Connect" })]),
  ]);
  const dialog = element("dialog", { style: "font: inherit; width: min(24rem, 80vw)" }, [form]);

  const showAddress = () => {
    addressLine.hidden = server.value !== OTHER;
    address.required = server.value === OTHER;
  };
  server.addEventListener("change", showAddress);
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", () => connect(server.value || address.value));

  showAddress();
  document.body.append(dialog);
  dialog.showModal();
}

function element(name, { style = "", ...properties }, children = []) {
  const created = Object.assign(document.createElement(name), properties);
  created.style.cssText = style;
  created.append(...children);
  return created;
}
