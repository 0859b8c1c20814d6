import * as vscode from "vscode";
import { type SettingName, type SettingValue, settings } from "../manifest/settings";

/** A setting, checked: what the person has written by hand and is not allowed counts as the default. */
export function setting<N extends SettingName>(name: N, scope?: vscode.ConfigurationScope): SettingValue<N> {
  const row = settings[name];
  const value: unknown = vscode.workspace.getConfiguration("nablascope", scope).get(name);
  return (isFit(row, value) ? value : row.default) as SettingValue<N>;
}

function isFit(row: (typeof settings)[SettingName], value: unknown): boolean {
  switch (row.type) {
    case "choice":
      return typeof value === "string" && Object.hasOwn(row.options, value);
    case "switch":
      return typeof value === "boolean";
    case "count":
      return typeof value === "number" && value >= row.min && value <= row.max;
  }
}

export async function change<N extends SettingName>(name: N, value: SettingValue<N>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("nablascope");
  const target =
    configuration.inspect(name)?.workspaceValue === undefined
      ? vscode.ConfigurationTarget.Global
      : vscode.ConfigurationTarget.Workspace;
  await configuration.update(name, value, target);
}
